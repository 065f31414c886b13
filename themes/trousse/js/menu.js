/** Lets the Escape key close what a button of the header opened, as readers expect. */
export function closable (doc) {
  for (const box of doc.querySelectorAll('.menu details, .comfort')) {
    box.addEventListener('keydown', event => {
      if (event.key === 'Escape' && box.open) {
        box.open = false
        box.querySelector('summary').focus()
      }
    })
  }
}
