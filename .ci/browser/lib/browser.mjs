// Chromium, and how pages are gone through.
import { chromium } from 'playwright-core'
import { helpers } from './inpage.mjs'

export const chromePath = process.env.CHROME_PATH ?? '/usr/bin/chromium'

// A browser's own errands would be taken for the site's requests, and take time from the machine.
export const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--font-render-hinting=none'
]

export const launch = () => chromium.launch({ executablePath: chromePath, args: flags })

/**
 * Calls `look(tab, page)` for each page, a few at once, in tabs that are used again. With `fresh`, each page
 * finds the browser as a first visit does: nothing cached, no cookie. `prepare(tab)` is called once for each tab.
 */
export async function eachPage (browser, pages, { fresh = false, workers = 3, prepare, ...options }, look) {
  const queue = [...pages]
  async function work () {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
    const tab = await context.newPage()
    if (fresh) await (await context.newCDPSession(tab)).send('Network.setCacheDisabled', { cacheDisabled: true })
    await prepare?.(tab)
    for (let page = queue.shift(); page; page = queue.shift()) {
      await tab.unrouteAll()
      tab.removeAllListeners()
      if (fresh) await context.clearCookies()
      try {
        await look(tab, page)
      } catch (error) {
        throw new Error(`${page.path}: ${error.message}`, { cause: error })
      }
    }
    await context.close()
  }
  await Promise.all(Array.from({ length: Math.min(workers, pages.length) }, work))
}

/** Opens a page, stays on it even if it would send its reader on, and hands it the helpers. */
export async function visit (tab, page) {
  if (page.moves) {
    await tab.route(url => url.href !== page.url, route =>
      route.request().isNavigationRequest() ? route.fulfill({ status: 204 }) : route.fallback())
  }
  const response = await tab.goto(page.url, { waitUntil: 'load' })
  await tab.evaluate(helpers)
  return response
}

/** Text at twice its size, as a reader sets it in the browser. */
export function doubleText () {
  const root = document.documentElement
  root.style.fontSize = ''
  root.style.fontSize = 2 * parseFloat(getComputedStyle(root).fontSize) + 'px'
}
