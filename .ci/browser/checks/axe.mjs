// axe-core on every page, narrow and wide, light and dark, and with text twice as large. In the dark the colours
// are looked at, and all else only where something is shown or hidden there that is not in the light. A page and its
// partner in the other language share their structure: the one is looked at narrow, the other wide, and both with
// large text. TROUSSE_LOOKS=all looks at each page in every way.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { doubleText, eachPage, visit } from '../lib/browser.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const colourRules = ['color-contrast', 'link-in-text-block'] // all of these tags that axe files under cat.color

const looks = [320, 1280].flatMap(width => [{ width, scheme: 'light' }, { width, scheme: 'dark' }])
  .concat([{ width: 640, scheme: 'light', large: true }, { width: 640, scheme: 'dark', large: true }])

export default async function check ({ site, browser, every = process.env.TROUSSE_LOOKS === 'all' }, found) {
  const first = site.pages[0].lang
  let runs = 0
  await eachPage(browser, site.pages, {}, async (tab, page) => {
    await visit(tab, page)
    await tab.evaluate(axe)
    let lit
    const other = page.lang === first ? 1280 : 320
    for (const { width, scheme, large } of looks) {
      if (!every && width === other) continue
      await tab.setViewportSize({ width, height: 900 })
      await tab.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      if (large && scheme === 'light') await tab.evaluate(doubleText) // and stays so for the dark
      const shown = await tab.evaluate(visible)
      const colours = scheme === 'dark' && shown === lit
      if (scheme === 'light') lit = shown
      const result = await tab.evaluate(runOnly => window.axe.run(document, {
        runOnly, resultTypes: ['violations'], preload: false
      }), colours ? { type: 'rule', values: colourRules } : { type: 'tag', values: tags })
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
