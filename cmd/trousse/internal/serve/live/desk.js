// Makes the desk follow what is typed and chosen, and what is saved. Without this script the form and the
// links do the same by loading the page.
import { listen } from './listen.js'
import { merge, remember } from './merge.js'

remember(document.documentElement)
document.documentElement.classList.add('live')

let wanted // the address being fetched; only the newest counts
let waiting

document.addEventListener('input', event => {
  if (!event.target.closest('#filters')) return
  clearTimeout(waiting)
  waiting = setTimeout(() => go(address(event.target.form), 'replace'), event.target.type === 'search' ? 150 : 0)
})

document.addEventListener('submit', event => {
  if (event.target.id !== 'filters') return
  event.preventDefault()
  clearTimeout(waiting)
  go(address(event.target), 'push')
})

// Links that lead to the desk itself change the list alone; the focus stays where it is.
document.addEventListener('click', event => {
  const link = event.target.closest('a[href]')
  if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  const to = new URL(link.href)
  if (to.origin !== location.origin || to.pathname !== location.pathname || to.hash) return
  if (to.searchParams.get('in') !== new URL(location.href).searchParams.get('in')) return // another language: another page
  event.preventDefault()
  go(to.href, 'push', link.closest('.turn, .by-rule') !== null)
})

addEventListener('popstate', () => go(location.href))

let heard = false
listen(() => '/_/events?path=%2F_%2F', events => {
  events.onmessage = () => {
    if (heard) go(location.href)
    heard = true // the first only says how things are
  }
})

/** What the form asks for, without fields that are empty. */
function address (form) {
  const to = new URL(form.action)
  for (const [name, value] of new FormData(form)) if (value) to.searchParams.append(name, value)
  return to.href
}

/** Fetches an address of the desk and shows it in place of what is there. */
async function go (to, history, upwards) {
  wanted = to
  let text
  try {
    text = await (await fetch(to, { cache: 'no-store' })).text()
  } catch {
    if (history) location.assign(to) // the preview stopped: the browser says so
    return
  }
  if (wanted !== to) return
  if (history && to !== location.href) window.history[`${history}State`](null, '', to)
  const page = new DOMParser().parseFromString(text, 'text/html')
  const typing = document.activeElement?.closest('#filters') ? document.activeElement : null
  document.title = page.title
  merge(document.body, page.body)
  fill(page, typing)
  if (upwards) document.getElementById('pages')?.focus()
}

/** The form shows what the address says, save in the field that is being used. */
function fill (page, except) {
  for (const field of page.querySelectorAll('#filters [name]')) {
    const own = document.getElementById(field.id)
    if (own && own !== except) own.value = field.value
  }
}
