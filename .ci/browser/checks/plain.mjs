// Without JavaScript and without style sheets a page still says all it has to say, in order, and leads on.
import { eachPage, visit } from '../lib/browser.mjs'
import { samples } from '../lib/site.mjs'

const plain = { javaScriptEnabled: false, viewport: { width: 320, height: 800 } }
const timeout = 3000

export default async function check ({ site, browser }, found) {
  const switches = new Map() // a page's address: where its language switch leads
  await eachPage(browser, site.pages, plain, async (tab, page) => {
    await visit(tab, page)
    for (const fault of await tab.evaluate(absent)) found(page.path, `without JavaScript: ${fault}`)
    for (const fault of await tab.evaluate(disorder)) found(page.path, fault)
    for (const fault of await tab.evaluate(headings)) found(page.path, fault)
    for (const url of await tab.evaluate(navLinks)) {
      if (url.startsWith(site.origin) && site.server.look(url).status !== 200) found(page.path, `a link of the navigation leads nowhere: ${url}`)
    }
    switches.set(page.url, await tab.evaluate(switchLinks))
    await tab.evaluate(() => { for (const sheet of document.styleSheets) sheet.disabled = true })
    for (const fault of await tab.evaluate(absent)) found(page.path, `without style sheets: ${fault}`)
  })
  checkSwitches(site, switches, found)

  const walked = samples(site).filter(page => switches.get(page.url).length > 0)
  await eachPage(browser, walked, plain, async (tab, page) => {
    for (const fault of await walk(tab, page)) found(page.path, `without JavaScript: ${fault}`)
  })
  return `${site.pages.length} pages, ${walked.length} of them walked through`
}

/** The switch of every page leads to a page of the other language whose own switch leads back. */
function checkSwitches (site, switches, found) {
  const pages = new Map(site.pages.map(page => [page.url, page]))
  for (const [url, links] of switches) {
    const page = pages.get(url)
    for (const link of links.filter(link => !link.missing)) {
      const partner = pages.get(link.url)
      if (partner?.lang !== link.lang) {
        found(page.path, `the switch to ${link.lang} leads to no page in that language: ${link.url}`)
      } else if (!switches.get(link.url).some(back => back.lang === page.lang && back.url === url)) {
        found(page.path, `the switch to ${link.lang} leads to ${partner.path}, which does not lead back`)
      }
    }
  }
}

/** Goes by the menu to another page, and by the language switch to the same page and back. */
async function walk (tab, page) {
  const out = []
  const follow = async (link, what, { unfold, wanted } = {}) => {
    try {
      if (await unfold?.isVisible()) await unfold.click({ timeout })
      const url = (await link.evaluate(a => a.href, null, { timeout })).split('#')[0]
      await link.click({ timeout })
      await tab.waitForURL(url, { timeout })
      if (wanted && url !== wanted) out.push(`${what} leads to ${url}`)
      return true
    } catch (error) {
      out.push(`${what} does not lead on: ${why(error)}`)
      return false
    }
  }

  const menu = tab.locator('.menu')
  await visit(tab, page)
  if (await menu.count()) {
    await follow(menu.locator('a').last(), 'the menu', { unfold: menu.locator('summary') })
    await visit(tab, page)
  }
  const links = tab.locator('header .languages a[hreflang]:not(:has(.unseen))')
  if (await links.count() && await follow(links.first(), 'the language switch')) {
    await follow(tab.locator(`header .languages a[hreflang="${page.lang}"]`), 'the switch back', { wanted: page.url })
  }
  return out
}

/** The line of a failed click that tells what was in the way. */
function why ({ message }) {
  const lines = message.split('\n').map(line => line.replace(/\x1b\[\d+m/g, '').replace(/^[\s-]+/, ''))
  return lines.find(line => /intercepts|not visible|outside/.test(line)) ?? lines[0]
}

/**
 * Text of the page that a reader cannot get to see. What is folded up natively can be unfolded; what is for
 * paper may be hidden on a screen, and a button that a script would answer to may be hidden without it.
 */
function absent () {
  const { name, visible, unseen } = window.look
  const onlyButtons = element => element?.querySelector('button') &&
    element.textContent.trim() === [...element.querySelectorAll('button')].map(button => button.textContent).join('').trim()
  const main = document.querySelector('main') ?? document.body
  const out = main.innerText.trim() ? [] : ['the main part shows no text']
  for (const element of main.querySelectorAll('h1, h2, h3, h4, h5, h6, p, li, dt, dd, th, td, caption, figcaption, blockquote, label, summary')) {
    if (!element.textContent.trim() || unseen(element) || element.closest('.on-paper') || onlyButtons(element.closest('[hidden]'))) continue
    const folded = element.closest('details:not([open])')
    if (folded && !(element.localName === 'summary' && element.parentElement === folded && visible(folded))) continue
    if (!visible(element)) out.push(`cannot be seen: ${name(element)}`)
  }
  return out
}

/** In one column the eye meets the parts of the text in the order in which they are read aloud. */
function disorder () {
  const { name, visible } = window.look
  const out = []
  let last
  for (const element of (document.querySelector('main') ?? document.body).querySelectorAll('h1, h2, h3, h4, p, li')) {
    if (!visible(element) || /fixed|sticky/.test(getComputedStyle(element).position)) continue
    const top = element.getBoundingClientRect().top
    if (last && top < last.top - 1 && !last.element.contains(element)) out.push(`read after, but seen above ${name(last.element)}: ${name(element)}`)
    last = { element, top }
  }
  return out
}

function headings () {
  const { name } = window.look
  const all = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  const ones = all.filter(heading => heading.localName === 'h1').length
  const out = ones === 1 ? [] : [`${ones} headings of the first level`]
  let last = 0
  for (const heading of all) {
    const level = Number(heading.localName[1])
    if (level > last + 1) out.push(`a heading of level ${level} after one of level ${last}: ${name(heading)}`)
    last = level
  }
  return out
}

function navLinks () {
  return [...document.querySelectorAll('nav a[href], header a[href], footer a[href]')].map(link => link.href)
}

function switchLinks () {
  return [...document.querySelectorAll('header .languages a[hreflang]')].map(link => ({
    lang: link.hreflang, url: link.href.split('#')[0], missing: link.querySelector('.unseen') !== null
  }))
}
