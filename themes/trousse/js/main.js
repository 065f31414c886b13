// Everything on a page works without this script. It adds comfort, and remembers on the reader's
// device nothing but a text size and colours that were chosen. It is fetched with the style sheet
// and runs before the page is drawn, so that no page flashes white in the dark.
//
// Presses and keys are heard at the document: what comes onto the page later, as it does in the preview
// with every save, works like what was there. Only what has to be shown is shown anew then.
import { applyChoices, followChoices, offerChoices } from './comfort.js'
import { keepPlace } from './language.js'
import { closable } from './menu.js'
import { leaveWithoutReturn } from './exit.js'
import { offerPrint, printOnDemand } from './print.js'

applyChoices(document.documentElement)
keepPlace(document)
closable(document)
leaveWithoutReturn(document)
followChoices(document)
printOnDemand(document)

for (const ready of ['DOMContentLoaded', 'trousse:renewed']) {
  document.addEventListener(ready, () => {
    offerChoices(document)
    offerPrint(document)
  })
}
