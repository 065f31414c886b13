// A reader is left alone: nothing asks another host, nothing is stored, and the policy that forbids it all is kept.
import { eachPage, visit } from '../lib/browser.mjs'

export default async function check ({ site, browser }, found) {
  let requests = 0
  await eachPage(browser, site.pages, { fresh: true, prepare }, async (tab, page) => {
    const say = what => found(page.path, what)
    tab.on('request', request => {
      requests++
      const url = request.url()
      if (new URL(url).origin !== site.origin) say(`asks another host: ${url}`)
      else if (site.server.look(url).headers['Set-Cookie']) say(`is sent a cookie by ${url}`)
    })
    tab.on('response', response => {
      if (response.status() >= 400) say(`${response.status()} for ${response.url()}`)
    })
    tab.on('console', message => {
      if (['error', 'warning'].includes(message.type())) say(`console: ${message.text()}`)
    })
    tab.on('pageerror', error => say(`script fails: ${error.message}`))
    const response = await visit(tab, page)
    await tab.evaluate(useAll)
    for (const refusal of await tab.evaluate(() => window.refused)) say(`against the policy: ${refusal}`)
    for (const fault of await tab.evaluate(inline, page.html)) say(fault)
    if (await tab.evaluate(() => document.cookie) || (await tab.context().cookies()).length) say('has a cookie')

    const policy = response.headers()['content-security-policy']
    if (!policy) say('comes without a content security policy')
    if (/unsafe-/.test(policy)) say(`its policy allows what is unsafe: ${policy}`)
    for (const meta of await tab.locator('meta[http-equiv="Content-Security-Policy" i]').all()) {
      if (/unsafe-/.test(await meta.getAttribute('content'))) say('its own policy allows what is unsafe')
    }
  })
  return `${site.pages.length} pages, ${requests} requests`
}

/** Notes in every page what the policy refuses. */
function prepare (tab) {
  return tab.addInitScript(() => {
    window.refused = []
    addEventListener('securitypolicyviolation', event =>
      window.refused.push(`${event.effectiveDirective} forbids ${event.blockedURI} ${event.sample}`), true)
  })
}

/** Unfolds all and loads what is loaded late, so that nothing stays unasked. */
async function useAll () {
  for (const details of document.querySelectorAll('details')) details.open = true
  const images = [...document.images]
  for (const image of images) image.loading = 'eager'
  await Promise.all(images.map(image => image.decode().catch(() => {})))
  await document.fonts.ready
}

/** Scripts and styles inside the page as it was sent, before any script could change it. */
function inline (html) {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const out = []
  const say = (what, element) => out.push(`${what}: ${element.outerHTML.slice(0, 120)}`)
  for (const script of page.querySelectorAll('script:not([src])')) {
    if (script.type !== 'application/ld+json') say('inline script', script)
  }
  for (const style of page.querySelectorAll('style')) say('inline style', style)
  for (const element of page.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (name === 'style') say('style attribute', element)
      if (name.startsWith('on')) say('script attribute', element)
      if (/^\s*javascript:/i.test(value)) say('script address', element)
    }
  }
  return out
}
