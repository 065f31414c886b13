// Which blocks of a page in two languages belong together, told by their structure alone. Nothing here
// knows of a document, so that it can be tried without a browser.
//
// A block is { kind, level, form, count, columns, size, marks, id, inside }: what it is; of a heading its
// level; what sort of it ('warning' of an alert, 'ol' of a list); how many items or rows, and columns; how
// long its text is; what is written alike in every language (numbers, names of sources); its id; the blocks
// inside it. Only kind must be there.

// What it costs to leave a block alone. Headings are dear: they are what holds the rest in place.
const alone = { heading: 3, list: 2.5, table: 2.5, alert: 2.5, definitions: 2.5, details: 2.5 }
const gap = block => alone[block.kind] ?? 2

// Blocks that stand for no other kind, whatever is missing around them.
const firm = new Set(['heading', 'item', 'row', 'term', 'definition'])

/**
 * Puts two lists of blocks side by side, with what is inside them: a list of [left, right] in the order of
 * the text, where one of the two is null if a block has no partner.
 */
export function align (left, right) {
  const total = blocks => blocks.reduce((sum, block) => sum + (block.size ?? 0), 0)
  // One language needs more room than another for the same thing, but never twice as much.
  const usual = Math.max(-0.4, Math.min(0.4, Math.log((total(left) + 50) / (total(right) + 50))))
  const rows = []
  const put = (a, b) => {
    const inA = a?.inside ?? []; const inB = b?.inside ?? []
    rows.push([a, b])
    if (!a || !b || a.kind !== b.kind) {
      for (const block of inA) put(block, null)
      for (const block of inB) put(null, block)
    } else if (inA.length || inB.length) {
      for (const [x, y] of pairUp(inA, inB, usual)) put(x, y)
    }
  }
  for (const [a, b] of pairUp(left, right, usual)) put(a, b)
  return rows
}

/** The cheapest way to go through two lists at once (Needleman and Wunsch, 1970). */
function pairUp (left, right, usual) {
  const n = left.length; const m = right.length; const width = m + 1
  const cost = new Float64Array((n + 1) * width)
  const step = new Uint8Array((n + 1) * width) // 0 both, 1 the left alone, 2 the right alone
  for (let i = 1; i <= n; i++) {
    cost[i * width] = cost[(i - 1) * width] + gap(left[i - 1])
    step[i * width] = 1
  }
  for (let j = 1; j <= m; j++) {
    cost[j] = cost[j - 1] + gap(right[j - 1])
    step[j] = 2
  }
  const gaps = right.map(gap)
  const lengths = [left, right].map(blocks => blocks.map(block => Math.log((block.size ?? 0) + 20)))
  for (let i = 1; i <= n; i++) {
    const a = left[i - 1]; const without = gap(a)
    for (let j = 1; j <= m; j++) {
      const at = i * width + j
      let best = cost[at - width - 1] + distance(a, right[j - 1], Math.abs(lengths[0][i - 1] - lengths[1][j - 1] - usual)); let way = 0
      const first = cost[at - width] + without
      const second = cost[at - 1] + gaps[j - 1]
      if (first < best) { best = first; way = 1 }
      if (second < best) { best = second; way = 2 }
      cost[at] = best
      step[at] = way
    }
  }
  const out = []
  for (let i = n, j = m; i > 0 || j > 0;) {
    const way = step[i * width + j]
    out.push([way === 2 ? null : left[--i], way === 1 ? null : right[--j]])
  }
  return out.reverse()
}

/**
 * How unlike two blocks are: always less than leaving both alone, if one may stand for the other at all.
 * `longer` is by how much one is longer than usual beside the other.
 */
function distance (a, b, longer) {
  if (a.kind !== b.kind) return firm.has(a.kind) || firm.has(b.kind) ? Infinity : gap(a) + gap(b) - 0.5
  let d = 0
  if (a.level !== b.level) d += Math.min(2.4, 1.2 * Math.abs(a.level - b.level))
  if (a.form !== b.form) d += 0.8
  if (a.count !== b.count) d += Math.min(0.8, 0.2 * Math.abs(a.count - b.count))
  d += Math.min(0.8, 0.8 * longer)
  if (a.marks?.length || b.marks?.length) d += 0.6 * (1 - shared(a.marks, b.marks))
  if (a.id && a.id === b.id) d -= 1
  return d
}

/** The part of the marks that two blocks share, from 0 to 1. */
function shared (a = [], b = []) {
  let same = 0
  for (const mark of a) if (b.includes(mark)) same++
  return same / Math.max(a.length, b.length)
}

/**
 * What somebody who writes should look at, in the order of the text: { what, left, right }, where `what` is
 * 'only' (one of the two is null), 'kind', 'level', 'form', 'count' or 'columns'. What is inside a block that
 * stands alone goes without saying, and so does the item that makes a list longer: which of them it is, the
 * structure does not tell. `rows` is what `align` gives.
 */
export function differences (rows) {
  const found = []
  const said = new Set() // blocks inside one of which a difference has been found already
  for (const [left, right] of rows) {
    const within = said.has(left) || said.has(right)
    const add = what => found.push({ what, left, right })
    const speak = () => [left, right].forEach(block => block?.inside?.forEach(inner => said.add(inner)))
    if (!left || !right) {
      if (!within) add('only')
      speak()
    } else if (left.kind !== right.kind) {
      add('kind')
      speak()
    } else {
      if (left.level !== right.level) add('level')
      if (left.form !== right.form) add('form')
      if (left.columns !== right.columns) add('columns')
      if (left.count !== right.count) {
        add('count')
        speak()
      }
    }
  }
  return found
}
