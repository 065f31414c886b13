// The preview's script: it shows each save on the page that is open, what is wrong over it, and the panel of
// the page. It is no part of what is published.
import { merge, mergeAttributes, remember } from './merge.js'
import { showFaults } from './faults.js'
import { listen } from './listen.js'
import { showPanel } from './panel.js'

const tag = 'script[src="/_/live.js"]'
const own = document.querySelector(tag)
const { lang } = own.dataset
let { key } = own.dataset
own.remove()
remember(document.documentElement)

const framed = parent !== window // beside its partner: the page around it says what is to be said
let number // of the snapshot that was told of last

listen(() => {
  const since = number === undefined ? '' : `&since=${number}` // what was missed is told then
  return `/_/events?path=${encodeURIComponent(decodeURI(location.pathname))}&key=${key}${since}`
}, events => {
  events.onmessage = event => {
    const message = JSON.parse(event.data)
    number = message.number
    if (!framed) {
      showFaults(message, lang)
      if (message.follow && message.follow !== location.pathname) return location.assign(message.follow)
    }
    if (message.changed) renew()
  }
  events.addEventListener('panel', event => framed || showPanel(JSON.parse(event.data), lang))
})

let renewing = Promise.resolve()

/** Fetches the page anew and puts in what differs, one change after the other. */
function renew () {
  renewing = renewing.then(async () => {
    let text
    try {
      text = await (await fetch(location.pathname, { cache: 'no-store' })).text()
    } catch {
      return // the preview stopped; the next message tells
    }
    const page = new DOMParser().parseFromString(text, 'text/html')
    const script = page.querySelector(tag)
    key = script?.dataset.key ?? key
    script?.remove()
    document.title = page.title
    swapStyles(page)
    const stay = place()
    mergeAttributes(document.documentElement, page.documentElement)
    merge(document.body, page.body)
    stay()
    document.dispatchEvent(new Event('trousse:renewed'))
  })
}

/** Notes what the reader sees at the top of the window. The function that it returns puts that there again. */
function place () {
  if (scrollY === 0) return () => {}
  // From the first that begins in sight on: one of them will still be there. The one that begins above the
  // window comes last, for its own text may be what changed.
  const seen = []
  let above
  for (const element of document.body.querySelectorAll('main *')) {
    const { top, bottom, height } = element.getBoundingClientRect()
    if (height === 0 || bottom <= 0) continue
    if (top < 0) above = { element, top }
    else if (top < innerHeight) seen.push({ element, top })
    if (seen.length === 200) break
  }
  if (above) seen.push(above)
  const put = () => {
    const mark = seen.find(({ element }) => element.isConnected && element.getClientRects().length > 0)
    if (!mark) return
    const moved = mark.element.getBoundingClientRect().top - mark.top
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: 'instant' })
  }
  return () => {
    put()
    requestAnimationFrame(put) // the browser may have kept the place too, in its own way
  }
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
