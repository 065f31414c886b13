// What is wrong, over the last good page.

let box // the host in the page; absent while there is nothing wrong, or it was closed
let shown = '' // the faults that were shown last: closed, they stay so until others come

/** Shows what is wrong over the page, or takes that away. It never takes the focus: the editor is elsewhere. */
export function showFaults ({ faults, title, close, desk }, lang) {
  const now = faults?.length ? JSON.stringify(faults) : ''
  if (now === shown) return
  shown = now
  const focused = box?.shadowRoot.activeElement
  box?.remove()
  box = undefined
  if (!now) return
  box = host('trousse.faults', lang)
  let before = null // what had the focus before it came here
  const shut = () => {
    const inside = box.shadowRoot.activeElement
    box.remove()
    box = undefined
    if (inside && before?.isConnected) before.focus()
  }
  const section = element('section', { className: 'faults', tabIndex: 0, ariaLabel: title })
  section.append(
    element('header', {},
      element('div', { role: 'alert' }, element('h2', {}, title)),
      element('p', { className: 'tools' },
        desk ? element('a', { href: desk.url }, desk.text) : '',
        element('button', { type: 'button', onclick: shut }, close))),
    ...faults.map(f => fault(f)))
  section.addEventListener('keydown', event => {
    if (event.key === 'Escape') shut()
  })
  box.addEventListener('focusin', event => {
    if (event.relatedTarget && event.relatedTarget !== box) before = event.relatedTarget
  })
  box.shadowRoot.append(section)
  document.body.prepend(box) // first in the order of the Tab key
  if (focused) section.focus()
}

/** A place of the preview's own in the page, which the site's styles do not reach. It shows when its style is there. */
export function host (id, lang) {
  const own = document.createElement('div')
  own.id = id
  own.lang = lang
  own.hidden = true
  const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/_/live.css' })
  style.addEventListener('load', () => { own.hidden = false })
  own.attachShadow({ mode: 'open' }).append(style)
  return own
}

/** One fault: what, where, the lines around it, and what to do. */
export function fault (f) {
  const item = element('article', { className: f.error ? 'error' : 'warning' })
  item.append(
    element('p', { className: 'message' }, element('span', { className: 'severity' }, f.severity), ' ', f.message, ' ', element('small', {}, f.rule)),
    element('p', { className: 'place' }, f.edit ? element('a', { href: f.edit }, f.place) : element('code', {}, f.place)))
  if (f.lines?.length) {
    const pre = element('pre', {})
    for (const l of f.lines) pre.append(element(l.marked ? 'mark' : 'span', {}, `${String(l.number).padStart(4)}  ${l.text}\n`))
    item.append(pre)
  }
  if (f.hint) item.append(element('p', { className: 'hint' }, f.hint))
  return item
}

export function element (name, properties, ...children) {
  const e = Object.assign(document.createElement(name), properties)
  e.append(...children)
  return e
}
