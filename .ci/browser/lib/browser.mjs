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
 * Calls `look(tab, page)` for each page, a few at once. A tab is used again for the next page, unless
 * `fresh`: then each page gets a browser context that remembers nothing.
 */
export async function eachPage (browser, pages, { fresh = false, workers = 3, ...options }, look) {
  const queue = [...pages]
  async function work () {
    let context
    for (let page = queue.shift(); page; page = queue.shift()) {
      context ??= await browser.newContext({ reducedMotion: 'reduce', ...options })
      const tab = context.pages()[0] ?? await context.newPage()
      await tab.unrouteAll()
      try {
        await look(tab, page)
      } catch (error) {
        throw new Error(`${page.path}: ${error.message}`, { cause: error })
      }
      if (fresh) {
        await context.close()
        context = undefined
      }
    }
    await context?.close()
  }
  await Promise.all(Array.from({ length: workers }, work))
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
