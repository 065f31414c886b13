// Keeps two windows at the same block: where one is scrolled, the other follows.

const line = 0.3 // the reading line, as a part of the window's height
const calm = 250 // for so many milliseconds after the layout changed, nothing that scrolls is a reader's doing
const holds = 1000 // so long the side that was last touched leads, whatever the other does

/** Makes what keeps two sides together. A side is { win, doc, blocks }; both may be exchanged for others. */
export function together (sides) {
  let anchors = [] // places in the two documents that belong together: [left, right], from top to bottom
  let rows = []
  let lead = 0; let touched = -holds; let still = 0; let waiting = false
  const placed = [NaN, NaN] // where this script put each side
  const kept = [[], []] // what each side shows: { element, top }
  const tops = [[], []] // of every block, from the top of the document
  const scroller = {
    on: true,

    /** Takes over what belongs together. */
    align (pairs) {
      rows = pairs
      scroller.measure()
      sides.forEach((_, i) => hold(i))
    },

    /** Finds out where all blocks are. */
    measure () {
      const box = new Map()
      sides.forEach((side, i) => {
        tops[i] = []
        for (const row of rows) {
          const element = row[i]?.element
          if (!element?.isConnected || !element.checkVisibility()) continue
          const { top, bottom } = element.getBoundingClientRect()
          if (bottom <= top) continue
          const place = { element, top: top + side.win.scrollY, bottom: bottom + side.win.scrollY }
          box.set(row[i], place)
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
      if (now < still) return hold(i)
      if (i !== lead && now - touched < holds) return hold(i)
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
      const stays = kept[i].find(({ element }) => element.isConnected && element.checkVisibility())
      if (stays) {
        const moved = stays.element.getBoundingClientRect().top - stays.top
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

  /** Notes which blocks a side shows, so that they can stay. At its very top a document stays at its top. */
  function hold (i) {
    const { scrollY, innerHeight } = sides[i].win
    kept[i] = scrollY <= 0 ? [] : tops[i].filter(({ top, bottom }) => bottom > scrollY && top < scrollY + innerHeight && top > scrollY - innerHeight)
      .map(({ element, top }) => ({ element, top: top - scrollY }))
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
