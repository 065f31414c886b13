// axe-core on every page, narrow and wide, light and dark, and with text twice as large.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { doubleText, eachPage, visit } from '../lib/browser.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

// Every page sees each width, each colour scheme and large text; which width goes with which scheme
// changes from page to page, so that each kind of page meets all pairs.
const looks = [
  [{ width: 320, scheme: 'light' }, { width: 1280, scheme: 'dark' }, { width: 640, scheme: 'light', large: true }],
  [{ width: 320, scheme: 'dark' }, { width: 1280, scheme: 'light' }, { width: 640, scheme: 'dark', large: true }]
]

export default async function check ({ site, browser }, found) {
  let runs = 0; let unsure = 0
  await eachPage(browser, site.pages, {}, async (tab, page) => {
    await visit(tab, page)
    await tab.evaluate(axe)
    for (const { width, scheme, large } of looks[site.pages.indexOf(page) % 2]) {
      await tab.setViewportSize({ width, height: 900 })
      await tab.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      if (large) await tab.evaluate(doubleText)
      const result = await tab.evaluate(values => window.axe.run(document, {
        runOnly: { type: 'tag', values }, resultTypes: ['violations', 'incomplete'], preload: false
      }), tags)
      runs++
      unsure += result.incomplete.length
      for (const { id, help, nodes } of result.violations) {
        const where = nodes.map(node => node.target.join(' ')).join(' | ')
        found(page.path, `${width} px, ${scheme}${large ? ', 200 % text' : ''}: ${id}: ${help}: ${where}`)
      }
    }
  })
  return `${site.pages.length} pages, ${runs} runs; ${unsure} times axe could not tell`
}
