// What an editor wants to know of the page: a button in the corner, and the panel that it opens.
import { element, fault, host } from './faults.js'

let box, button, panel
let said = ''

/** Shows the button, and what the panel says, as of now. */
export function showPanel (now, lang) {
  if (off()) return
  if (!box) build(now, lang)
  const all = JSON.stringify(now)
  if (all === said) return
  said = all
  button.textContent = now.button
  button.dataset.worst = now.worst
  const focused = panel.contains(box.shadowRoot.activeElement)
  fill(now)
  if (focused) panel.focus()
}

function build (now, lang) {
  box = host('trousse.panel', lang)
  button = element('button', { type: 'button', className: 'opener', onclick: () => open(panel.hidden) })
  button.setAttribute('aria-expanded', 'false')
  button.setAttribute('aria-controls', 'panel')
  panel = element('section', { id: 'panel', role: 'dialog', tabIndex: -1, hidden: true })
  panel.setAttribute('aria-labelledby', 'heading')
  const corner = element('aside', { className: 'corner', ariaLabel: now.label }, button, panel)
  corner.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !panel.hidden) open(false)
  })
  box.shadowRoot.append(corner)
  document.body.append(box)
}

function open (yes) {
  panel.hidden = !yes
  button.setAttribute('aria-expanded', String(yes))
  ;(yes ? panel : button).focus()
}

function fill (now) {
  const facts = element('dl', {})
  for (const f of now.facts) {
    facts.append(element('div', { className: f.bad ? 'bad' : '' },
      element('dt', {}, f.name), element('dd', {}, f.value, ' ', f.detail ? element('small', {}, f.detail) : '')))
  }
  const links = element('ul', { className: 'links' }, ...now.links.map(l => element('li', {}, element('a', { href: l.url }, l.text))))
  panel.replaceChildren(
    element('header', {},
      element('h2', { id: 'heading' }, now.label),
      element('button', { type: 'button', className: 'close', onclick: () => open(false) }, now.close)),
    now.title ? element('p', { className: 'title', lang: now.tag }, now.title) : '',
    links,
    facts,
    ...(now.problems.length ? now.problems.map(fault) : [element('p', { className: 'none' }, now.none)]),
    element('p', { className: 'off' }, element('button', { type: 'button', onclick: turnOff }, now.off), ' ', element('small', {}, now.offNote)))
}

function turnOff () {
  try {
    sessionStorage.setItem('trousse.panel', 'off')
  } catch {} // a browser may refuse to remember: it is back on the next page
  box.remove()
}

function off () {
  try {
    return sessionStorage.getItem('trousse.panel') === 'off'
  } catch {
    return false
  }
}
