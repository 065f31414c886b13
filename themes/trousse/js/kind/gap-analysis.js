// Opens what an address on the page names: not every browser does so by itself, and none where the reader has
// closed it again and presses the same link.
function open (hash) {
  let target
  try {
    target = document.getElementById(decodeURIComponent(hash.slice(1)))
  } catch {}
  let opened = false
  for (let box = target?.closest('details'); box; box = box.parentElement.closest('details')) {
    opened ||= !box.open
    box.open = true
  }
  if (opened) target.scrollIntoView()
}

document.addEventListener('click', event => {
  const link = event.target.closest('article a[href^="#"]')
  if (link) open(link.hash)
})
addEventListener('hashchange', () => open(location.hash))
open(location.hash)
