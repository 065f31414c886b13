// Everything on a page works without this script. It adds comfort and remembers nothing.
import { keepPlace } from './language.js'
import { closable } from './menu.js'
import { leaveWithoutReturn } from './exit.js'

keepPlace(document)
closable(document)
leaveWithoutReturn(document)
