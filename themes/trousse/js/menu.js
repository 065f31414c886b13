/** Lets the Escape key close what a button of the header opened, as readers expect. */
export function closable (doc) {
  doc.addEventListener('keydown', event => {
    const box = event.target.closest('.menu details, .comfort')
    if (event.key === 'Escape' && box?.open) {
      box.open = false
      box.querySelector('summary').focus()
    }
  })
}
