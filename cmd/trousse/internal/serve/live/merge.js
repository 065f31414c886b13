// Puts a page's new text into the page that is open. What the text says is compared with what it said
// before, not with what the page shows now: whatever the reader or a script did since (ticks, unfolded
// texts, what is typed, controls that were added or shown) stays where the text says nothing new.

// What the text says of each node: an element's attributes, or the words of a text. A node without was
// made by a script.
const said = new WeakMap()

/** Notes that a node and all in it came from the page's text as they are now. */
export function remember (node) {
  said.set(node, node.nodeType === Node.ELEMENT_NODE ? attributes(node) : node.nodeValue)
  for (const child of node.childNodes) remember(child)
}

/** Makes a node that was remembered say what the new one says. The new one is used up. */
export function merge (old, now) {
  mend(old, now, new Prints())
}

/** As `merge`, of an element's own attributes alone. */
export function mergeAttributes (element, now) {
  const before = said.get(element) ?? attributes(element)
  const after = attributes(now)
  for (const name of before.keys()) if (!after.has(name)) element.removeAttribute(name)
  for (const [name, value] of after) if (before.get(name) !== value) element.setAttribute(name, value)
  said.set(element, after)
}

const attributes = element => new Map([...element.attributes].map(({ name, value }) => [name, value]))

function mend (old, now, prints) {
  if (prints.of(old) === prints.of(now)) return
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (said.get(old) !== now.nodeValue) old.nodeValue = now.nodeValue
    said.set(old, now.nodeValue)
    return
  }
  mergeAttributes(old, now)
  const children = [...now.childNodes]
  const partners = align(own(old), children, prints)
  const staying = new Set(partners.values())
  for (const child of own(old)) if (!staying.has(child)) child.remove()
  let last = null
  for (const child of children) {
    const partner = partners.get(child)
    if (partner) {
      mend(partner, child, prints)
    } else {
      if (last) last.after(child)
      else old.prepend(child)
      remember(child)
    }
    last = partner ?? child
  }
}

/** The children that came from the page's text. */
const own = node => [...node.childNodes].filter(child => said.has(child))

/** One string for all that the text says of a node: before the merge for old ones, now for new ones. */
class Prints {
  known = new Map()

  of (node) {
    let print = this.known.get(node)
    if (print === undefined) this.known.set(node, print = this.make(node))
    return print
  }

  make (node) {
    const old = said.has(node)
    if (node.nodeType !== Node.ELEMENT_NODE) return `${node.nodeType} ${old ? said.get(node) : node.nodeValue}`
    const names = [...(old ? said.get(node) : attributes(node))].map(([name, value]) => `${name}=${JSON.stringify(value)}`).sort()
    return `<${node.nodeName} ${names.join(' ')}>${(old ? own(node) : [...node.childNodes]).map(child => this.of(child)).join('')}</>`
  }
}

// Beyond so many comparisons the best alignment takes too long: equal nodes must do.
const limit = 60_000

/**
 * Finds for each new child the old one that it is a new version of, none twice and none crossing: the
 * pairs that have most in common together (the longest common subsequence, weighed).
 */
function align (old, now, prints) {
  const partners = new Map()
  let from = 0
  const same = (a, b) => prints.of(a) === prints.of(b)
  while (from < old.length && from < now.length && same(old[from], now[from])) partners.set(now[from], old[from++])
  let oldEnd = old.length
  let nowEnd = now.length
  while (oldEnd > from && nowEnd > from && same(old[oldEnd - 1], now[nowEnd - 1])) partners.set(now[--nowEnd], old[--oldEnd])
  const a = old.slice(from, oldEnd)
  const b = now.slice(from, nowEnd)
  const fits = a.length * b.length > limit ? (x, y) => same(x, y) ? 1 : 0 : likeness(prints)
  // best[i][j]: how much a from i on and b from j on have in common.
  const best = Array.from({ length: a.length + 1 }, () => new Float64Array(b.length + 1))
  const fit = a.map(x => b.map(y => fits(x, y)))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      best[i][j] = Math.max(best[i + 1][j], best[i][j + 1], fit[i][j] > 0 ? best[i + 1][j + 1] + fit[i][j] : 0)
    }
  }
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (fit[i][j] > 0 && best[i][j] === best[i + 1][j + 1] + fit[i][j]) partners.set(b[j++], a[i++])
    else if (best[i][j] === best[i + 1][j]) i++
    else j++
  }
  return partners
}

/** How alike two nodes are: 0 for those that cannot be versions of one another, 4 for equal ones. */
function likeness (prints) {
  const words = new Map()
  const wordsOf = node => {
    if (!words.has(node)) words.set(node, new Set(node.textContent.split(/\s+/).filter(Boolean)))
    return words.get(node)
  }
  return (a, b) => {
    if (a.nodeType !== b.nodeType || a.nodeName !== b.nodeName) return 0
    if (a.nodeType === Node.ELEMENT_NODE && (said.get(a).get('id') ?? '') !== b.id) return 0
    const blank = !wordsOf(a).size && !wordsOf(b).size
    if (prints.of(a) === prints.of(b)) return blank ? 0.01 : 4
    if (blank) return a.nodeType === Node.ELEMENT_NODE ? 0.5 : 0.01
    let common = 0
    for (const word of wordsOf(a)) if (wordsOf(b).has(word)) common++
    return 0.5 + 2 * common / (wordsOf(a).size + wordsOf(b).size)
  }
}
