/** Takes the page that is left out of the way back. */
export function leaveWithoutReturn (doc) {
  doc.addEventListener('click', event => {
    const link = event.target.closest('.quick-exit a')
    if (!link) return
    event.preventDefault()
    location.replace(link.href)
  })
}
