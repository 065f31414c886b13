// Nothing is cut off or laid over something else, however narrow the screen, large the text or long the word.
import { doubleText, eachPage, visit } from '../lib/browser.mjs'

export const longWord = 'anticonstitutionnellementdésinstitutionnalisé' // 45 letters

export default async function check ({ site, browser }, found) {
  await eachPage(browser, site.pages, {}, async (tab, page) => {
    const measure = async when => {
      for (const fault of await tab.evaluate(faults)) found(page.path, `${when}: ${fault}`)
    }

    await tab.setViewportSize({ width: 1280, height: 800 })
    await visit(tab, page)
    await measure('1280 px')
    await tab.setViewportSize({ width: 320, height: 800 })
    await measure('320 px')
    await tab.evaluate(openAll)
    await measure('320 px, all unfolded')
    await tab.evaluate(spaceText)
    await measure('320 px, wide text spacing')
    await tab.evaluate(() => document.querySelectorAll('img, picture, video').forEach(e => e.remove()))
    await measure('320 px, no images')
    await tab.evaluate(addWord, longWord)
    await measure('320 px, long words')

    await tab.setViewportSize({ width: 640, height: 800 })
    await visit(tab, page)
    await tab.evaluate(doubleText)
    await measure('200 % text')
    await tab.evaluate(addWord, longWord)
    await measure('200 % text, long words')
  })
  return `${site.pages.length} pages, 8 times each`
}

function openAll () {
  for (const details of document.querySelectorAll('details')) details.open = true
}

/** What WCAG 1.4.12 lets a reader set. */
function spaceText () {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`)
  document.adoptedStyleSheets = [sheet]
}

function addWord (word) {
  for (const title of document.querySelectorAll('h1, h2, h3, .card a')) title.append(` ${word}`)
}

/** Faults of the page as it stands now, in words. */
function faults () {
  const { name, unseen } = window.look
  const out = []
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth) out.push(`scrolls sideways: ${root.scrollWidth} px wide`)

  // A box that scrolls by itself (a table, code) may hold what is wider than the screen.
  const known = new Map()
  const free = element => {
    if (element === root) return true
    if (!known.has(element)) {
      const { overflowX, position } = getComputedStyle(element)
      known.set(element, !/auto|scroll/.test(overflowX) && !/fixed|sticky/.test(position) && free(element.parentElement))
    }
    return known.get(element)
  }

  const lines = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const element = text.parentElement
    if (!text.data.trim() || !element.checkVisibility({ visibilityProperty: true }) || unseen(element) || !free(element)) continue
    const range = document.createRange()
    range.selectNodeContents(text)
    for (const rect of range.getClientRects()) {
      if (rect.width < 1) continue
      if (rect.bottom + scrollY < 0) continue // a skip link that waits above the page
      if (rect.left < -1 || rect.right > root.clientWidth + 1) out.push(`off the screen: ${name(element)}`)
      lines.push({ element, rect })
    }
  }

  for (const element of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(element)
    if (!/hidden|clip/.test(style.overflowX + style.overflowY) || unseen(element) || !element.innerText?.trim()) continue
    if (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1) {
      out.push(`text is cut: ${name(element)}`)
    }
  }

  // Two lines of text in one place. The middle half of a line is its letters; above and below there is air.
  const letters = lines.map(({ element, rect }) => ({
    element, left: rect.left + 1, right: rect.right - 1, top: rect.top + rect.height / 4, bottom: rect.bottom - rect.height / 4
  })).sort((a, b) => a.top - b.top)
  letters.forEach((a, i) => {
    for (let j = i + 1; j < letters.length && letters[j].top < a.bottom; j++) {
      const b = letters[j]
      if (a.left < b.right && b.left < a.right) out.push(`text over text: ${name(a.element)} and ${name(b.element)}`)
    }
  })
  return [...new Set(out)]
}
