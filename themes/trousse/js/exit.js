/** Takes the page that is left out of the way back. */
export function leaveWithoutReturn (doc) {
  doc.querySelector('.quick-exit a')?.addEventListener('click', event => {
    event.preventDefault()
    location.replace(event.currentTarget.href)
  })
}
