// Everything on a page works without this script. It adds comfort, and remembers on the reader's
// device nothing but a text size and colours that were chosen. It is fetched with the style sheet
// and runs before the page is drawn, so that no page flashes white in the dark.
import { applyChoices, offerChoices } from './comfort.js'
import { keepPlace } from './language.js'
import { closable } from './menu.js'
import { leaveWithoutReturn } from './exit.js'
import { offerPrint } from './print.js'

applyChoices(document.documentElement)

document.addEventListener('DOMContentLoaded', () => {
  keepPlace(document)
  closable(document)
  leaveWithoutReturn(document)
  offerChoices(document)
  offerPrint(document)
})
