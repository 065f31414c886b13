// axe-core on every page, narrow and wide, light and dark, and with text twice as large. Where the same elements are
// shown as in an earlier look, only what can differ is asked again: colours in the dark, and measures beside.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { doubleText, eachPage, visit } from '../lib/browser.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const colours = ['color-contrast', 'link-in-text-block'] // all of these tags that axe files under cat.color
const measures = [...colours, 'target-size', 'scrollable-region-focusable', 'css-orientation-lock'] // and what has a size

const looks = [320, 1280].flatMap(width => [{ width, scheme: 'light' }, { width, scheme: 'dark' }])
  .concat([{ width: 640, scheme: 'light', large: true }, { width: 640, scheme: 'dark', large: true }])

export default async function check ({ site, browser }, found) {
  let runs = 0
  await eachPage(browser, site.pages, {}, async (tab, page) => {
    await visit(tab, page)
    await tab.evaluate(axe)
    let lit
    const whole = new Set() // what was shown when all rules ran
    for (const { width, scheme, large } of looks) {
      await tab.setViewportSize({ width, height: 900 })
      await tab.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      if (large && scheme === 'light') await tab.evaluate(doubleText) // and stays so for the dark
      const shown = await tab.evaluate(visible)
      const values = !whole.has(shown) ? undefined : scheme === 'dark' && shown === lit ? colours : measures
      if (scheme === 'light') lit = shown
      whole.add(shown)
      const result = await tab.evaluate(runOnly => window.axe.run(document, {
        runOnly, resultTypes: ['violations'], preload: false
      }), values ? { type: 'rule', values } : { type: 'tag', values: tags })
      runs++
      for (const { id, help, nodes } of result.violations) {
        const where = nodes.map(node => node.target.join(' ')).join(' | ')
        found(page.path, `${width} px, ${scheme}${large ? ', 200 % text' : ''}: ${id}: ${help}: ${where}`)
      }
    }
  })
  return `${site.pages.length} pages, ${runs} runs`
}

/** Which elements are shown, as a string of 0 and 1. */
function visible () {
  return [...document.querySelectorAll('body *')].map(element => Number(element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))).join('')
}
