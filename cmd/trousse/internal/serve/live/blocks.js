// Reads the blocks of a page's main text, as align.js knows them, each with its element, and marks them.
const skipped = 'nav, script, style, template, noscript, svg, button, select, dialog, trousse-mark, [popover], [hidden], .alert-title, .key-title, .story-title'
const boxes = ['div', 'section', 'article', 'header', 'footer', 'main', 'form', 'fieldset']

/** Lists the blocks of a document. */
export function read (doc) {
  return collect(doc.querySelector('main') ?? doc.body)
}

function collect (parent) {
  return [...parent.children].filter(shown).flatMap(element => {
    const block = blockOf(element)
    if (block) return [block]
    const inside = collect(element)
    // Text that stands in a box by itself is a paragraph all the same.
    return inside.length > 0 || !boxes.includes(element.localName) || !text(element) ? inside : [make(element, 'paragraph')]
  })
}

const shown = element => !element.matches(skipped) && element.ownerDocument.defaultView.getComputedStyle(element).display !== 'none'

function blockOf (element) {
  const name = element.localName
  switch (name) {
    case 'h1': case 'h2': case 'h3': case 'h4': case 'h5': case 'h6':
      return make(element, 'heading', { level: Number(name[1]) }, [], element.closest('.heading') ?? element)
    case 'p':
      return make(element, element.querySelector('img') && !text(element) ? 'figure' : 'paragraph')
    case 'ul': case 'ol': {
      const items = [...element.children].filter(shown).map(li => make(li, 'item', {}, rest(li)))
      return make(element, 'list', { form: name, count: items.length }, items)
    }
    case 'table': {
      const rows = [...element.rows].map(row => make(row, 'row'))
      const columns = Math.max(0, ...[...element.rows].map(row => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0)))
      return make(element, 'table', { count: rows.length, columns }, rows, element.closest('.table') ?? element)
    }
    case 'dl': {
      const parts = [...element.querySelectorAll('dt, dd')].filter(part => part.closest('dl') === element && shown(part))
      const blocks = parts.map(part => make(part, part.localName === 'dt' ? 'term' : 'definition', {}, rest(part)))
      return make(element, 'definitions', { count: blocks.filter(block => block.kind === 'term').length }, blocks)
    }
    case 'details':
      return make(element, 'details', {}, [...element.children].filter(child => child.localName !== 'summary' && shown(child)).flatMap(child => blockOf(child) ?? collect(child)))
    case 'aside': case 'blockquote': {
      const form = name === 'blockquote' ? 'quote' : /\balert-(\w+)/.exec(element.className)?.[1] ?? /\b(key|story)\b/.exec(element.className)?.[1]
      return make(element, 'alert', { form }, collect(element))
    }
    case 'pre': return make(element, 'code')
    case 'figure': case 'img': case 'picture': case 'video': return make(element, 'figure')
  }
}

/** What an item holds beside its own first words: it does not matter whether those are in a paragraph. */
function rest (element) {
  const inside = collect(element)
  return inside[0]?.kind === 'paragraph' ? inside.slice(1) : inside
}

function make (element, kind, more = {}, inside = [], outer = element) {
  const words = text(element)
  const block = { element, outer, kind, text: words, size: words.length, marks: marksOf(element, words), id: element.id, inside, ...more }
  for (const child of inside) child.parent = block
  return block
}

/** The words that a reader sees of an element; explanations that open are none of them. */
function text (element) {
  const doc = element.ownerDocument
  const walker = doc.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, node =>
    node.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT
      : node.matches('trousse-mark, [popover], .alert-title, script, svg') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP)
  let out = ''
  while (walker.nextNode()) out += walker.currentNode.data
  return out.replace(/\s+/g, ' ').trim()
}

/** What is written alike in every language: numbers, other sites, words of the glossary. */
function marksOf (element, words) {
  const marks = new Set((words.match(/\d+(?:[.,\s]\d{3})*(?:[.,]\d+)?/g) ?? []).map(number => number.replace(/\D/g, '')))
  for (const link of element.querySelectorAll('a[href]')) {
    if (link.host !== location.host) marks.add(link.host.replace(/^www\./, ''))
    else if (link.closest('[popover], .term')) marks.add(link.hash)
  }
  return [...marks]
}

/** Takes all marks out of a document. */
export function clear (doc) {
  doc.querySelectorAll('trousse-mark').forEach(mark => mark.remove())
  for (const name of ['data-trousse-pair', 'data-trousse-current']) doc.querySelectorAll(`[${name}]`).forEach(element => element.removeAttribute(name))
}

/** Makes words to stand in a document, in the language of whoever writes. */
function label (doc, shape, words) {
  const mark = doc.createElement('trousse-mark')
  mark.lang = document.documentElement.lang
  mark.dataset.shape = shape
  mark.textContent = words
  return mark
}

/** Marks a block by a shape, 'only' or 'differs', and by words. */
export function mark (block, shape, words) {
  const { element, outer, kind } = block
  element.setAttribute('data-trousse-pair', shape)
  const note = label(element.ownerDocument, shape, words)
  if (kind === 'row') (element.cells[0] ?? element).prepend(note)
  else if (['item', 'term', 'definition'].includes(kind)) element.prepend(note)
  else outer.before(note)
}

/**
 * Says where a block is missing. `partner` finds a block's partner, `blocks` are the outermost blocks of the side
 * that has the block.
 */
export function markGap (block, blocks, partner, doc, words) {
  const siblings = block.parent?.inside ?? blocks
  const home = block.parent ? partner(block.parent) : null
  const at = siblings.indexOf(block)
  const beside = list => list.map(partner).find(other => other && other.parent === (home ?? undefined))
  const before = beside(siblings.slice(0, at).reverse())
  const after = beside(siblings.slice(at + 1))
  const gap = label(doc, 'missing', words)
  if (before) before.outer.after(gap)
  else if (after) after.outer.before(gap)
  else (home?.element ?? doc.querySelector('main') ?? doc.body).append(gap)
}
