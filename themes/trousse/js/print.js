/** Lets the button that prints do so. */
export function printOnDemand (doc) {
  doc.addEventListener('click', event => {
    if (event.target.closest('[data-print] button')) print()
  })
}

/** Shows that button. */
export function offerPrint (doc) {
  const item = doc.querySelector('[data-print]')
  if (item) item.hidden = false
}
