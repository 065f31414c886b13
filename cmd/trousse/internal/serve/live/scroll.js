// Keeps two windows at the same block: where one is scrolled, the other follows.

const line = 0.3 // the reading line, as a part of the window's height
const calm = 250 // for so many milliseconds after the layout changed, what scrolls is not a reader's doing unless they touched it
const holds = 1000 // so long the side that was last touched leads, whatever the other does

/** Makes what keeps two sides together. A side is { win, doc, blocks }; both may be exchanged for others. */
export function together (sides) {
  let anchors = [] // places in the two documents that belong together: [left, right], from top to bottom
  let rows = []
  let lead = 0; let touched = -holds; let still = 0; let waiting = false
  const placed = [NaN, NaN] // where this script put each side
  const kept = [[], []] // what each side shows: { block, top }
  const tops = [[], []] // of every block, from the top of the document
  const scroller = {
    on: true,

    /** Takes over what belongs together. What the sides showed stays where it was, even if it was made anew. */
    align (pairs) {
      rows = pairs
      sides.forEach((_, i) => {
        for (const stays of kept[i]) {
          if (stays.block.element.isConnected) continue
          const same = rows.map(row => row[i]).filter(block => block && block.kind === stays.block.kind && block.text === stays.block.text)
          if (same.length === 1) stays.block = same[0]
        }
        scroller.settle(i)
      })
    },

    /** Finds out where all blocks are. */
    measure () {
      const box = new Map()
      sides.forEach((side, i) => {
        tops[i] = []
        for (const row of rows) {
          const block = row[i]
          if (!block?.element.isConnected || !block.element.checkVisibility()) continue
          const { top, bottom } = block.element.getBoundingClientRect()
          if (bottom <= top) continue
          const place = { block, top: top + side.win.scrollY, bottom: bottom + side.win.scrollY }
          box.set(block, place)
          tops[i].push(place)
        }
      })
      const found = [[0, 0]]
      for (const [left, right] of rows) {
        const [a, b] = [box.get(left), box.get(right)]
        if (a && b) found.push([a.top, b.top], [a.bottom, b.bottom])
      }
      found.push(sides.map(side => height(side)))
      found.sort((a, b) => a[0] - b[0] || a[1] - b[1])
      anchors = []
      for (const [a, b] of found) {
        const last = anchors.at(-1)
        if (!last || a > last[0] && b >= last[1]) anchors.push([a, b]) // blocks beside each other go back up: they are left out
      }
    },

    /** A reader did something on a side: it leads. */
    touch (i) {
      lead = i
      touched = performance.now()
    },

    /** A side was scrolled. */
    scrolled (i) {
      const { scrollY } = sides[i].win
      if (Math.abs(scrollY - placed[i]) < 1.5) return hold(i)
      placed[i] = NaN
      const now = performance.now()
      const recent = now - touched < holds
      if (recent ? i !== lead : now < still) return hold(i)
      lead = i
      if (waiting) return
      waiting = true
      requestAnimationFrame(() => {
        waiting = false
        hold(lead)
        if (scroller.on) follow(lead)
      })
    },

    /** The layout of a side changed: what it showed stays where it was. */
    settle (i) {
      still = performance.now() + calm
      const { win } = sides[i]
      const stays = kept[i].find(({ block }) => block.element.isConnected && block.element.checkVisibility())
      if (stays) {
        const moved = stays.block.element.getBoundingClientRect().top - stays.top
        if (Math.abs(moved) > 0.5) put(i, win.scrollY + moved, 'instant')
      }
      scroller.measure()
      hold(i)
    },

    /** Brings a block of a side, and what belongs to it on the other, to the reading line. */
    show (i, block, behavior) {
      for (let fold = block.element.closest('details:not([open])'); fold; fold = fold.parentElement.closest('details:not([open])')) fold.open = true
      scroller.measure()
      scroller.touch(i)
      const { win } = sides[i]
      const at = block.element.getBoundingClientRect().top + win.scrollY
      put(i, scrollFor(i, at), behavior)
      put(1 - i, scrollFor(1 - i, partner(i, at)), behavior)
    }
  }
  return scroller

  function follow (i) {
    const at = sides[i].win.scrollY
    put(1 - i, scrollFor(1 - i, partner(i, at + lineAt(i, at))), 'instant')
    hold(1 - i)
  }

  function put (i, top, behavior) {
    const { win } = sides[i]
    win.scrollTo({ top, behavior })
    placed[i] = behavior === 'instant' ? win.scrollY : NaN
  }

  /**
   * Notes which blocks a side shows, so that they can stay: those first whose beginning is seen. At its very
   * top a document stays at its top.
   */
  function hold (i) {
    const { scrollY, innerHeight } = sides[i].win
    const shown = scrollY <= 0 ? [] : tops[i].filter(({ top, bottom }) => bottom > scrollY && top < scrollY + innerHeight)
    kept[i] = [...shown.filter(({ top }) => top >= scrollY), ...shown.filter(({ top }) => top < scrollY).reverse()]
      .map(({ block, top }) => ({ block, top: top - scrollY }))
  }

  function height ({ doc }) {
    return doc.documentElement.scrollHeight
  }

  /**
   * How far below the window's top the reading line is. At the top of a document it is at the window's
   * top, and at the end at its bottom, so that every line is read once.
   */
  function lineAt (i, scroll) {
    const room = sides[i].win.innerHeight
    const most = height(sides[i]) - room
    if (most <= 0) return 0
    if (most < room) return room * scroll / most
    return Math.max(Math.min(scroll, line * room), room - (most - scroll))
  }

  /** The scroll position at which a place of the document is at the reading line. */
  function scrollFor (i, place) {
    let low = 0; let high = Math.max(0, height(sides[i]) - sides[i].win.innerHeight)
    for (let step = 0; step < 40; step++) {
      const middle = (low + high) / 2
      if (middle + lineAt(i, middle) < place) low = middle
      else high = middle
    }
    return high
  }

  /** The place of the other document that belongs to a place of this one. */
  function partner (i, place) {
    let k = 1
    while (k < anchors.length - 1 && anchors[k][i] <= place) k++
    if (anchors.length < 2) return place
    const [a, b] = [anchors[k - 1], anchors[k]]
    const span = b[i] - a[i]
    const part = span > 0 ? Math.max(0, Math.min(1, (place - a[i]) / span)) : 0
    return a[1 - i] + part * (b[1 - i] - a[1 - i])
  }
}
