/** Shows the button that prints. */
export function offerPrint (doc) {
  const item = doc.querySelector('[data-print]')
  if (!item) return
  item.querySelector('button').addEventListener('click', () => print())
  item.hidden = false
}
