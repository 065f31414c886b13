// The alignment of the preview's two languages, tried without a browser.
import assert from 'node:assert/strict'
import { align, differences } from '../../../cmd/trousse/internal/serve/live/align.js'

/** Reads blocks: h2, p, p40 (of that length), ul3 (with three items), table2, warning, note, pre. */
function blocks (text) {
  return text.split(' ').filter(Boolean).map((word, at) => {
    const [, name, number] = /^([a-z]+)(\d*)/.exec(word)
    const n = Number(number)
    const id = `${word}@${at}`
    if (name === 'h') return { name: id, kind: 'heading', level: n, size: 20 }
    if (name === 'p') return { name: id, kind: 'paragraph', size: n || 100 }
    if (name === 'ul' || name === 'ol') return { name: id, kind: 'list', form: name, count: n, size: 50 * n, inside: Array.from({ length: n }, () => ({ kind: 'item', size: 50 })) }
    if (name === 'table') return { name: id, kind: 'table', count: n, columns: 2, size: 50 * n, inside: Array.from({ length: n }, () => ({ kind: 'row', size: 50 })) }
    if (name === 'pre') return { name: id, kind: 'code', size: 80 }
    return { name: id, kind: 'alert', form: name, size: 100, inside: [{ kind: 'paragraph', size: 100 }] }
  })
}

/** The rows of the outermost blocks, "h2@0=h2@0 p@1=-". */
function shown (left, right) {
  const [a, b] = [blocks(left), blocks(right)]
  return align(a, b).filter(([x, y]) => (x ?? y).name).map(([x, y]) => `${x?.name ?? '-'}=${y?.name ?? '-'}`).join(' ')
}

const told = (left, right) => differences(align(blocks(left), blocks(right))).map(d => `${d.what} ${d.left?.name ?? '-'} ${d.right?.name ?? '-'}`)

const cases = {
  'the same on both sides' () {
    assert.equal(shown('h2 p ul3', 'h2 p ul3'), 'h2@0=h2@0 p@1=p@1 ul3@2=ul3@2')
    assert.deepEqual(told('h2 p ul3 warning table2', 'h2 p ul3 warning table2'), [])
    assert.deepEqual(align([], []), [])
  },
  'nothing on one side' () {
    assert.deepEqual(told('h2 p', ''), ['only h2@0 -', 'only p@1 -'])
    assert.deepEqual(told('', 'ul2'), ['only - ul2@0'])
  },
  'the first, a middle and the last block missing' () {
    assert.deepEqual(told('ul2 h2 p h2 p', 'h2 p h2 p'), ['only ul2@0 -'])
    assert.deepEqual(told('h2 p warning h2 p', 'h2 p h2 p'), ['only warning@2 -'])
    assert.deepEqual(told('h2 p h2 p pre', 'h2 p h2 p'), ['only pre@4 -'])
    assert.deepEqual(told('h2 p h2 p', 'h2 p h2 p pre'), ['only - pre@4'])
  },
  'a missing block shifts nothing that follows' () {
    assert.equal(shown('h2 p ul3 h2 p p h2 pre', 'h2 p h2 p p h2 pre'),
      'h2@0=h2@0 p@1=p@1 ul3@2=- h2@3=h2@2 p@4=p@3 p@5=p@4 h2@6=h2@5 pre@7=pre@6')
  },
  'of several alike, the one whose length has no partner stands alone' () {
    assert.deepEqual(told('p50 p300 p90 p500', 'p60 p100 p560'), ['only p300@1 -'])
    assert.deepEqual(told('p50 p300 p90 p500', 'p350 p100 p560'), ['only p50@0 -'])
    assert.deepEqual(told('p50 p300 p90 p500', 'p60 p350 p100'), ['only p500@3 -'])
  },
  'numbers and names that both languages share tell which is which' () {
    const say = (...marks) => ({ kind: 'paragraph', size: 100, marks, name: marks.join() })
    const rows = align([say('1'), say('2'), say('3')], [say('1'), say('3')])
    assert.deepEqual(rows.map(([a, b]) => [a?.name, b?.name]), [['1', '1'], ['2', undefined], ['3', '3']])
  },
  'other levels, sorts and numbers' () {
    assert.deepEqual(told('h2 p h2 p', 'h2 p h3 p'), ['level h2@2 h3@2'])
    assert.deepEqual(told('h2 warning p', 'h2 note p'), ['form warning@1 note@1'])
    assert.deepEqual(told('h2 ul5', 'h2 ul4'), ['count ul5@1 ul4@1'])
    assert.deepEqual(told('h2 ol5', 'h2 ul4'), ['form ol5@1 ul4@1', 'count ol5@1 ul4@1'])
    assert.deepEqual(told('table4 p', 'table6 p'), ['count table4@0 table6@0'])
    assert.deepEqual(told('h2 p h2', 'h2 pre h2'), ['kind p@1 pre@1'])
    const wide = blocks('table4')
    wide[0].columns = 3
    assert.deepEqual(differences(align(wide, blocks('table4'))).map(d => d.what), ['columns'])
  },
  'blocks in another order leave the others in place' () {
    assert.deepEqual(told('h2 pre ul3 h2 p', 'h2 ul3 pre h2 p'), ['only pre@1 -', 'only - pre@2'])
    assert.equal(shown('h2 pre ul3 h2 p', 'h2 ul3 pre h2 p'), 'h2@0=h2@0 pre@1=- ul3@2=ul3@1 -=pre@2 h2@3=h2@3 p@4=p@4')
  },
  'every block stands in one row, in its order' () {
    const names = ['h2', 'h3', 'p', 'p300', 'ul2', 'ul4', 'ol3', 'warning', 'note', 'table3', 'pre']
    let seed = 7
    const random = n => (seed = seed * 1103515245 + 12345 & 0x7fffffff) % n
    for (let round = 0; round < 300; round++) {
      const side = () => blocks(Array.from({ length: random(12) }, () => names[random(names.length)]).join(' '))
      const flat = list => list.flatMap(block => [block, ...flat(block.inside ?? [])])
      const [left, right] = [side(), side()]
      const rows = align(left, right)
      assert.deepEqual(rows.map(row => row[0]).filter(Boolean), flat(left))
      assert.deepEqual(rows.map(row => row[1]).filter(Boolean), flat(right))
      for (const [a, b] of rows) assert.ok(a || b)
      const seen = differences(rows).map(d => [d.left, d.right])
      for (const [a, b] of rows) if (!a || !b) assert.ok(seen.some(row => row[0] === a && row[1] === b) || within(seen, a ?? b), 'a block alone is told, or one around it')
    }
  },
  'long pages' () {
    const { left, right } = long()
    const found = differences(align(blocks(left), blocks(right)))
    assert.equal(found.length, 20)
    assert.ok(found.every(d => d.what === 'only' && d.left.kind !== 'heading'))
  }
}

/** Whether a block is inside one that a difference speaks for. */
const within = (seen, block) => seen.some(row => row.some(b => b?.inside?.includes(block)))

/** A page of 500 blocks, and the same without 20 of them. */
function long () {
  const left = Array.from({ length: 500 }, (_, i) => i % 8 === 0 ? 'h2' : i % 8 === 5 ? 'ul3' : `p${60 + (i * 37) % 400}`)
  const without = (_, i) => i % 24 !== 2 || i > 480
  return { left: left.join(' '), right: left.filter(without).join(' ') }
}

/** Tries every case, and tells how long the long pages take. */
export default async function check (_, found) {
  for (const [name, tryIt] of Object.entries(cases)) {
    try {
      tryIt()
    } catch (error) {
      found('align.js', `${name}: ${error.message}`)
    }
  }
  const { left, right } = long()
  const [a, b] = [blocks(left), blocks(right)]
  const begun = process.cpuUsage() // other programs take no time from this
  align(a, b)
  return `${Object.keys(cases).length} cases; ${a.length} blocks against ${b.length} in ${Math.round(process.cpuUsage(begun).user / 1000)} ms`
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  let faults = 0
  console.log(await check({}, (path, what) => { faults++; console.log(`${path}: ${what}`) }))
  process.exitCode = faults > 0 ? 1 : 0
}
