// With the Tab key alone: every control is reached in order, shows that it has the focus, and can be left again.
import { eachPage, visit } from '../lib/browser.mjs'
import { samples } from '../lib/site.mjs'

export default async function check ({ site, browser }, found) {
  const pages = samples(site)
  let stops = 0
  for (const width of [320, 1280]) {
    await eachPage(browser, pages, { viewport: { width, height: 720 } }, async (tab, page) => {
      const say = what => found(page.path, `${width} px: ${what}`)
      await visit(tab, page)
      for (const target of await tab.evaluate(small)) say(`smaller than 24 px: ${target}`)
      stops += await tabThrough(tab, say)
      await visit(tab, page)
      await skip(tab, say)
      await menu(tab, say)
    })
  }
  return `${pages.length} pages at two widths, ${stops} stops`
}

/** Goes through the whole page with the Tab key and returns how often it stopped. */
async function tabThrough (tab, say) {
  const wanted = await tab.evaluate(listControls)
  const seen = new Set()
  let last = -1; let steps = 0; let same = 0
  for (; steps < wanted.length + 100; steps++) {
    await tab.keyboard.press('Tab')
    const stop = await tab.evaluate(look)
    if (stop === null) break // past the last control
    if (stop.number === last && stop.number >= 0) {
      if (stop.frame && same++ < 50) continue // inside a frame, with controls of its own
      say(`the focus cannot leave ${stop.name}`)
      return steps
    }
    if (seen.has(stop.number) && stop.number === 0) break // round again
    if (stop.number >= 0 && stop.number < last) say(`the order jumps back to ${stop.name}`)
    if (stop.hidden) say(`the focus is hidden behind ${stop.hidden}: ${stop.name}`)
    if (!stop.outlined && !await changesPicture(tab)) say(`the focus cannot be seen: ${stop.name}`)
    if (stop.number >= 0) {
      seen.add(stop.number)
      last = stop.number
    }
    same = 0
  }
  wanted.forEach((name, number) => seen.has(number) || say(`the Tab key does not reach ${name}`))
  return steps
}

/** Whether the picture around the element with the focus differs from the one without. */
async function changesPicture (tab) {
  const clip = await tab.evaluate(() => {
    const { left, top, width, height } = document.activeElement.getBoundingClientRect()
    return { x: Math.max(0, left - 8), y: Math.max(0, top - 8), width: width + 16, height: height + 16 }
  })
  const focused = await tab.screenshot({ clip, caret: 'initial' })
  await tab.evaluate(() => { window.left = document.activeElement; window.left.blur() })
  const plain = await tab.screenshot({ clip, caret: 'initial' })
  await tab.evaluate(() => window.left.focus({ preventScroll: true, focusVisible: true }))
  return !focused.equals(plain)
}

/** Where there is something before the text, the first stop leads past it. */
async function skip (tab, say) {
  if (!await tab.evaluate(() => document.querySelector('header nav, body > nav') !== null)) return
  await tab.keyboard.press('Tab')
  const target = await tab.evaluate(() => document.activeElement.getAttribute('href'))
  if (!target?.startsWith('#')) return say('the first stop is no link to the text')
  await tab.keyboard.press('Enter')
  if (await tab.evaluate(id => document.activeElement === document.getElementById(id), decodeURIComponent(target.slice(1)))) return
  await tab.keyboard.press('Tab') // without the focus, the text may still be where it goes on from
  const arrived = await tab.evaluate(() => document.querySelector('main').contains(document.activeElement))
  if (!arrived) say('the link to the text does not take the focus there')
}

/** A folded menu opens with Enter, and Escape folds it and gives the focus back to its button. */
async function menu (tab, say) {
  const button = tab.locator('.menu summary')
  if (!await button.count() || !await button.isVisible()) return
  const open = () => tab.locator('.menu details').evaluate(details => details.open)
  await button.focus()
  await tab.keyboard.press('Enter')
  if (!await open()) say('the menu does not open with Enter')
  await tab.keyboard.press('Tab')
  if (!await tab.evaluate(() => document.activeElement.closest('.menu ul') !== null)) say('the Tab key does not go from the menu’s button into the menu')
  await tab.keyboard.press('Escape')
  if (await open()) say('the menu does not close with Escape')
  if (!await button.evaluate(summary => summary === document.activeElement)) say('after Escape the focus is not on the menu’s button')
}

/** Numbers all that the Tab key should reach, in the order of the document, and returns the names. */
function listControls () {
  const { name } = window.look
  const radios = new Set()
  window.controls = [...document.querySelectorAll('a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [tabindex], [contenteditable]')].filter(element => {
    if (element.tabIndex < 0 || element.disabled || element.type === 'hidden' || element.closest('[inert]')) return false
    if (element.localName === 'summary' && element.parentElement.querySelector('summary') !== element) return false
    if (!element.checkVisibility({ visibilityProperty: true }) || !element.getClientRects().length) return false
    if (element.type !== 'radio') return true
    const group = `${element.form?.id} ${element.name}`
    const chosen = [...document.getElementsByName(element.name)].find(radio => radio.checked)
    if (chosen ? chosen !== element : radios.has(group)) return false // one stop for all choices of a question
    radios.add(group)
    return true
  })
  window.before = new Map(window.controls.map(element => [element, window.look.frame(element)]))
  return window.controls.map(name)
}

/** What has the focus now, and how it shows. */
function look () {
  const { name, frame, marked } = window.look
  const element = document.activeElement
  if (!element || element === document.body) return null
  const rects = [...element.getClientRects()].filter(rect => rect.width > 0 && rect.height > 0)
  return {
    number: window.controls.indexOf(element),
    name: name(element),
    frame: element.localName === 'iframe',
    outlined: marked(window.before.get(element), frame(element)),
    hidden: rects.length ? covered(rects) : 'nothing: it has no size'
  }

  /** What lies over the element, if no point of it can be seen. */
  function covered (rects) {
    let over = 'the edge of the window'
    for (const { left, top, width, height } of rects) {
      for (const x of [0.5, 0.05, 0.95]) {
        for (const y of [0.5, 0.1, 0.9]) {
          const hit = document.elementFromPoint(left + width * x, top + height * y)
          if (hit && (element.contains(hit) || hit.contains(element) || element.labels && [...element.labels].some(label => label.contains(hit)))) return null
          if (hit) over = name(hit)
        }
      }
    }
    return over
  }
}

/**
 * Targets that WCAG 2.5.8 finds too small: less than 24 px, not inside a sentence, and so close to another
 * that a circle of 24 px around them touches it.
 */
function small () {
  const { name, visible } = window.look
  const targets = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')].filter(visible).map(element => {
    const boxes = [element, ...(element.labels ?? [])].map(e => e.getBoundingClientRect())
    const after = getComputedStyle(element, '::after')
    if (after.content !== 'none' && after.position === 'absolute' && after.inset === '0px') boxes.push(element.closest('li, article').getBoundingClientRect())
    const left = Math.min(...boxes.map(box => box.left)); const right = Math.max(...boxes.map(box => box.right))
    const top = Math.min(...boxes.map(box => box.top)); const bottom = Math.max(...boxes.map(box => box.bottom))
    const tooSmall = right - left < 23.9 || bottom - top < 23.9
    return { element, left, right, top, bottom, x: (left + right) / 2, y: (top + bottom) / 2, tooSmall }
  })
  const inSentence = element => {
    const block = element.closest('p, li, dd, td, figcaption, label, h1, h2, h3')
    return block && getComputedStyle(element).display.startsWith('inline') && block.textContent.trim() !== element.textContent.trim()
  }
  const near = (a, b) => b.tooSmall
    ? Math.hypot(a.x - b.x, a.y - b.y) < 24
    : Math.hypot(a.x - Math.max(b.left, Math.min(a.x, b.right)), a.y - Math.max(b.top, Math.min(a.y, b.bottom))) < 12
  return targets.filter(a => a.tooSmall && !inSentence(a.element) && targets.some(b => b !== a && near(a, b)))
    .map(a => `${name(a.element)}, ${Math.round(a.right - a.left)} × ${Math.round(a.bottom - a.top)} px`)
}
