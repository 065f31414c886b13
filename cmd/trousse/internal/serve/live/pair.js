// Two languages side by side: what differs in structure is marked and listed, and both sides scroll together.
import { align, differences } from './align.js'
import { clear, mark, markGap, read } from './blocks.js'
import { together } from './scroll.js'

const main = document.querySelector('main')
const words = JSON.parse(main.dataset.words)
const frames = [...main.querySelectorAll('iframe')]
const list = document.getElementById('list')
const count = document.getElementById('count')
const steps = document.querySelector('.steps')
const plural = new Intl.PluralRules(document.documentElement.lang)
const calm = matchMedia('(prefers-reduced-motion: reduce)')

const sides = frames.map(frame => ({ frame, doc: null, win: null, blocks: [] }))
const sizes = [] // observers of the sizes of both
const scroller = together(sides)
const longest = 48 // letters of a block that the list shows
let found = [] // the differences
let at = -1 // the one that was moved to last

frames.forEach((frame, i) => {
  frame.addEventListener('load', () => attach(i))
  frame.addEventListener('pointerenter', () => scroller.touch(i))
  if (frame.contentDocument?.readyState === 'complete' && frame.contentDocument.URL !== 'about:blank') attach(i)
})

/** Takes a page that has been loaded into a frame. */
async function attach (i) {
  const { frame } = sides[i]
  const doc = frame.contentDocument; const win = frame.contentWindow
  if (!doc?.body || doc === sides[i].doc) return
  if (decodeURI(win.location.pathname) !== decodeURI(new URL(frame.src).pathname)) return location.assign(pairOf(win.location))
  Object.assign(sides[i], { doc, win })
  doc.addEventListener('click', event => leave(event, win), true)
  doc.addEventListener('trousse:renewed', renewed)
  if (frames.length < 2) return
  for (const what of ['pointerdown', 'pointermove', 'wheel', 'touchstart', 'keydown', 'focusin']) {
    doc.addEventListener(what, () => scroller.touch(i), { passive: true, capture: true })
  }
  doc.addEventListener('scroll', () => ready() && scroller.scrolled(i), { passive: true })
  doc.addEventListener('toggle', () => ready() && scroller.measure(), true)
  await style(doc)
  sides[i].styled = doc
  sizes[i]?.disconnect()
  sizes[i] = new ResizeObserver(() => ready() && scroller.settle(i))
  sizes[i].observe(doc.body)
  compare()
}

/** Whether both pages are there, and look as they will. */
const ready = () => sides.every(side => side.doc && side.styled === side.doc)

/** Gives a page the looks of marks. The link is not in the head, where a renewed page has its own. */
function style (doc) {
  return new Promise(resolve => {
    const link = Object.assign(doc.createElement('link'), { rel: 'stylesheet', href: '/_/marks.css' })
    link.addEventListener('load', resolve)
    link.addEventListener('error', resolve)
    doc.documentElement.append(link)
  })
}

/** A page was patched. Where its partner is missing, it may be there now. */
function renewed () {
  if (frames.length < 2) return location.reload()
  compare()
}

/** Links lead both sides on; what is no page of the site opens by itself. */
function leave (event, win) {
  const link = event.target.closest?.('a[href]')
  if (!link || event.button > 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  const to = new URL(link.href)
  if (to.origin === location.origin && to.pathname === win.location.pathname) return
  event.preventDefault()
  event.stopPropagation()
  if (to.origin === location.origin && /(\/|\.html)$/.test(to.pathname)) location.assign(pairOf(to))
  else if (/^(https?|mailto|tel):$/.test(to.protocol)) open(to, '_blank', 'noopener')
}

const pairOf = to => '/_/pair' + to.pathname + location.search

/** Finds what belongs together, and says what differs. */
function compare () {
  if (!ready()) return
  for (const side of sides) {
    clear(side.doc)
    side.blocks = read(side.doc)
  }
  const rows = align(sides[0].blocks, sides[1].blocks)
  const partners = new Map(rows.flatMap(([a, b]) => a && b ? [[a, b], [b, a]] : []))
  found = differences(rows)
  for (const difference of found) point(difference, block => partners.get(block))
  scroller.align(rows)
  tell()
}

/** Marks a difference on both sides. */
function point ({ what, left, right }, partner) {
  const here = [left, right]
  if (what !== 'only') {
    const said = sentence({ what, left, right })
    for (const block of here) mark(block, 'differs', said)
    return
  }
  const i = left ? 0 : 1
  mark(here[i], 'only', only(here[i], i))
  if (!['item', 'row', 'term', 'definition'].includes(here[i].kind)) {
    markGap(here[i], sides[i].blocks, partner, sides[1 - i].doc, fill(words.missing, { what: name(here[i]) }))
  }
}

const name = ({ kind, form }) => words[`kind.${kind}-${form}`] ?? words[`kind.${kind}`]
const only = (block, i) => fill(words[i ? 'right' : 'left'], { what: name(block) })
const counted = { list: 'items', table: 'rows', definitions: 'terms' }

/** A difference in words. */
function sentence ({ what, left, right }) {
  switch (what) {
    case 'only': return only(left ?? right, left ? 0 : 1)
    case 'level': return fill(words.level, { left: left.level, right: right.level })
    case 'count': return fill(words[counted[left.kind]], { left: left.count, right: right.count })
    case 'columns': return fill(words.columns, { left: left.columns, right: right.columns })
    default: return fill(words.kind, { left: name(left), right: name(right) })
  }
}

function fill (sentence, values) {
  const said = sentence.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all)
  return said.charAt(0).toLocaleUpperCase(document.documentElement.lang) + said.slice(1)
}

/** Lists the differences. What stays as it was is not touched, so that it is not read out again. */
function tell () {
  const entries = found.map(difference => {
    const side = difference.left ? 0 : 1
    const block = difference.left ?? difference.right
    const said = block.text
    return { what: difference.what, said: sentence(difference), lang: frames[side].lang, words: said.length > longest ? said.slice(0, longest - 1).replace(/\s+\S*$/, '') + '…' : said }
  })
  const key = JSON.stringify(entries)
  if (list.dataset.key !== key) {
    list.dataset.key = key
    const focused = [...list.querySelectorAll('button')].indexOf(document.activeElement)
    list.replaceChildren(...entries.map(entry))
    at = Math.min(at, found.length - 1)
    if (focused >= 0) (list.querySelectorAll('button')[Math.min(focused, found.length - 1)] ?? count).focus()
  }
  list.hidden = steps.hidden = found.length === 0
  const sum = found.length === 0 ? words.none : plural.select(found.length) === 'one' ? words['count.1'] : fill(words.count, { count: found.length })
  if (count.textContent !== sum) count.textContent = sum
  current()
}

function entry ({ what, said, lang, words }, i) {
  const item = document.createElement('li')
  const button = Object.assign(document.createElement('button'), { type: 'button' })
  button.dataset.shape = what === 'only' ? 'only' : 'differs'
  button.append(element('span', { className: 'said' }, said))
  if (words) button.append(' ', element('span', { className: 'words', lang }, words))
  button.addEventListener('click', () => go(i))
  item.append(button)
  return item
}

function element (name, properties, text) {
  return Object.assign(document.createElement(name), properties, { textContent: text })
}

/** Moves both sides to a difference. */
function go (i) {
  at = (i + found.length) % found.length
  const { left, right } = found[at]
  current()
  scroller.show(left ? 0 : 1, left ?? right, calm.matches ? 'instant' : 'smooth')
  list.children[at].scrollIntoView({ block: 'nearest' })
}

/** Shows which difference was moved to last, in the list and in the pages. */
function current () {
  list.querySelectorAll('button').forEach((button, i) => i === at ? button.setAttribute('aria-current', 'true') : button.removeAttribute('aria-current'))
  for (const { doc } of sides) doc.querySelectorAll('[data-trousse-current]').forEach(old => old.removeAttribute('data-trousse-current'))
  for (const block of [found[at]?.left, found[at]?.right]) block?.element.setAttribute('data-trousse-current', '')
}

document.getElementById('previous')?.addEventListener('click', () => go(at < 0 ? found.length - 1 : at - 1))
document.getElementById('next')?.addEventListener('click', () => go(at + 1))
document.getElementById('together')?.addEventListener('change', event => { scroller.on = event.target.checked })
