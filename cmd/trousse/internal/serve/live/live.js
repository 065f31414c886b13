// The preview's script. It is no part of what is published.
const own = document.currentScript
const style = '/_/live.css'
let key = own.dataset.key
let panel

const events = new EventSource(`/_/events?path=${encodeURIComponent(decodeURI(location.pathname))}&key=${key}`)
events.onmessage = async event => {
  const message = JSON.parse(event.data)
  if (parent !== window) message.faults = message.follow = message.panel = undefined // the page around it shows what there is to show
  show(message)
  if (message.follow && message.follow !== location.pathname) location.assign(message.follow)
  else if (message.changed) await renew()
}
addEventListener('pagehide', () => events.close())

/** Fetches the page anew and puts in what differs. */
async function renew () {
  let response
  try {
    response = await fetch(location.pathname, { cache: 'no-store' })
  } catch {
    return // the preview stopped; the next message tells
  }
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const script = page.querySelector('script[src="/_/live.js"]')
  key = script?.dataset.key
  script?.remove()
  own.remove()
  panel?.remove()
  document.title = page.title
  swapStyles(page)
  morph(document.body, page.body)
  if (panel) document.body.append(panel)
  document.dispatchEvent(new Event('trousse:renewed'))
}

/** A style sheet takes the place of an older one only when it is there, so that nothing flashes. */
function swapStyles (page) {
  const wanted = [...page.querySelectorAll('link[rel=stylesheet]')].map(l => l.getAttribute('href'))
  const old = [...document.querySelectorAll('head link[rel=stylesheet]')].filter(l => !wanted.includes(l.getAttribute('href')))
  const have = [...document.querySelectorAll('head link[rel=stylesheet]')].map(l => l.getAttribute('href'))
  const fresh = wanted.filter(href => !have.includes(href))
  if (!fresh.length) return old.forEach(l => l.remove())
  for (const href of fresh) {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href })
    link.addEventListener('load', () => old.forEach(l => l.remove()))
    document.head.append(link)
  }
}

// What the reader or a script of the page did stays: unfolded texts, ticks, controls shown by a script.
const kept = ['open', 'hidden', 'checked', 'value']

/** Makes the old node like the new one with as few changes as are easily found. */
function morph (old, now) {
  if (old.isEqualNode(now)) return
  if (old.nodeType !== now.nodeType || old.nodeName !== now.nodeName || old.id !== now.id) return old.replaceWith(now)
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== now.nodeValue) old.nodeValue = now.nodeValue
    return
  }
  for (const { name } of [...old.attributes]) if (!now.hasAttribute(name) && !kept.includes(name)) old.removeAttribute(name)
  for (const { name, value } of now.attributes) if (old.getAttribute(name) !== value && !kept.includes(name)) old.setAttribute(name, value)
  const rest = [...old.childNodes]
  for (const child of [...now.childNodes]) {
    // The same node a little further on means that what stands before it went away. Space between
    // elements is the same everywhere and means nothing.
    const blank = child.nodeType === Node.TEXT_NODE && !child.data.trim()
    const ahead = rest.slice(0, blank ? 1 : 24).findIndex(n => n.isEqualNode(child))
    if (ahead >= 0) {
      rest.splice(0, ahead).forEach(n => n.remove())
      rest.shift()
    } else if (rest.length && alike(rest[0], child) && !has(now, rest[0])) {
      morph(rest.shift(), child)
    } else if (rest.length) {
      rest[0].before(child)
    } else {
      old.append(child)
    }
  }
  rest.forEach(n => n.remove())
}

const alike = (a, b) => a.nodeName === b.nodeName && a.id === b.id
const has = (parent, node) => [...parent.childNodes].some(n => n.isEqualNode(node))

/** Shows what is wrong over the page, or takes that away. */
function show ({ faults, title }) {
  panel?.remove()
  panel = undefined
  if (!faults?.length) return
  panel = document.createElement('div')
  panel.id = 'trousse.faults'
  const root = panel.attachShadow({ mode: 'open' })
  root.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: style }))
  const box = element('section', { role: 'alert', tabIndex: -1, lang: own.dataset.lang })
  box.append(element('h2', {}, title))
  for (const f of faults) box.append(fault(f))
  root.append(box)
  document.body.append(panel)
}

function fault (f) {
  const item = element('article', {})
  const place = f.edit ? element('a', { href: f.edit }, f.place) : element('code', {}, f.place)
  item.append(element('p', { className: 'place' }, place))
  item.append(element('p', { className: 'message' }, f.message, ' ', element('small', {}, `[${f.rule}]`)))
  if (f.lines?.length) {
    const pre = element('pre', {})
    for (const l of f.lines) pre.append(element(l.marked ? 'mark' : 'span', {}, `${String(l.number).padStart(4)}  ${l.text}\n`))
    item.append(pre)
  }
  if (f.hint) item.append(element('p', { className: 'hint' }, f.hint))
  return item
}

function element (name, properties, ...children) {
  const e = Object.assign(document.createElement(name), properties)
  e.append(...children)
  return e
}
