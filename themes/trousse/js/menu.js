/** Lets the Escape key close the menu, as readers expect of one. */
export function closable (doc) {
  const menu = doc.querySelector('.menu details')
  menu?.addEventListener('keydown', event => {
    if (event.key === 'Escape' && menu.open) {
      menu.open = false
      menu.querySelector('summary').focus()
    }
  })
}
