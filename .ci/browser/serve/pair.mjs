// Two languages side by side in the preview: marks, the list of differences, scrolling together, edits, keyboard.
// `check` wants a browser and a folder with the program; run by itself, this file makes both.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { doubleText } from '../lib/browser.mjs'
import { alone, copySite, serve } from './preview.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const cameras = { left: '/en/seniors/cameras-and-doorbells/', file: 'content/seniors/cameras-and-doorbells.fr.md' }
const selling = { left: '/en/seniors/selling-or-giving-away/', file: 'content/seniors/selling-or-giving-away.fr.md' }

export default async function check ({ browser, scratch }, found) {
  const site = copySite(join(scratch, 'pair'))
  const whole = site.read(cameras.file)
  const tip = /> \[!TIP\]\n(> .*\n)+\n/
  site.edit(cameras.file, text => text.replace(tip, ''))
  site.edit(selling.file, text => text.replace(/^- .*\n(?=- )/m, '').replace('## ', '### '))
  site.write('content/youth/alone.en.md', '+++\ntitle = "Alone & <b>bold</b>"\ndescription = "No partner yet."\nupdated = 2026-11-25\n+++\nText.\n')
  const preview = await serve(join(scratch, 'trousse'), site.folder, scratch)
  const context = await browser.newContext({ viewport: { width: 1366, height: 800 }, reducedMotion: 'reduce' })
  const tab = await context.newPage()
  await tab.addInitScript(() => addEventListener('securitypolicyviolation', event => console.error(`against the policy: ${event.effectiveDirective} ${event.blockedURI}`)))
  tab.on('console', message => ['error', 'warning'].includes(message.type()) && found(tab.url(), `console: ${message.text()}`))
  tab.on('pageerror', error => found(tab.url(), `script fails: ${error.message}`))
  const at = path => preview.address + '_/pair' + path
  let checks = 0
  const must = (what, holds) => {
    checks++
    if (!holds) found(new URL(tab.url()).pathname, what)
  }
  try {
    await marks()
    await counts()
    await scrolling()
    await edits()
    await keyboard()
    await frames()
    await missing()
    await looks()
  } finally {
    await context.close()
    await preview.stop()
  }
  return `${checks} checks`

  async function open (path) {
    await tab.goto(at(path))
    await tab.locator('#count:not(:text("Comparing"))').waitFor()
  }
  function sides () {
    return Promise.all([0, 1].map(async i => (await tab.locator('iframe').nth(i).elementHandle()).contentFrame()))
  }
  async function until (what, holds) {
    const end = Date.now() + 5000
    while (!await holds()) {
      if (Date.now() > end) return must(what, false)
      await tab.evaluate(() => new Promise(resolve => requestAnimationFrame(resolve)))
    }
    must(what, true)
  }

  async function marks () {
    await open(cameras.left)
    const [left, right] = await sides()
    must('does not tell the one difference', await tab.locator('#count').innerText() === '1 difference')
    const entry = await tab.locator('#list li').allInnerTexts()
    must(`lists ${entry}`, entry.length === 1 && entry[0].startsWith('Tip: only in English'))
    must('the words of the page have no language', await tab.locator('#list .words').getAttribute('lang') === 'en-CA')
    must('the tip is not marked', await left.locator('.alert-tip[data-trousse-pair=only]').count() === 1)
    must('no words beside the tip', await left.locator('trousse-mark').innerText() === 'Tip: only in English')
    must('the gap is not marked', await right.locator('trousse-mark[data-shape=missing][lang=en]').innerText() === 'Missing here: tip')
    must('the mark has no look', await left.locator('trousse-mark').evaluate(mark => getComputedStyle(mark).borderTopWidth === '1px'))
    must('the pages have the same structure, and a mark', await tab.goto(at('/en/youth/location-sharing/')) && await tab.locator('#count:text("None")').waitFor().then(() => true) &&
      await (await sides())[0].locator('trousse-mark').count() === 0 && !await tab.locator('#list').isVisible())
  }

  async function counts () {
    await open(selling.left)
    const entries = await tab.locator('#list .said').allInnerTexts()
    must(`lists ${entries.join('; ')}`, entries.length === 2 && entries.includes('Heading: level 2 in English, level 3 in French') &&
      entries.some(said => /^Items of the list: (\d+) in English, \d+ in French$/.test(said)))
    for (const side of await sides()) {
      must('a difference is not marked on both sides', await side.locator('[data-trousse-pair=differs]').count() === 2 && await side.locator('trousse-mark').count() === 2)
    }
  }

  /** Where the n-th heading stands below the reading line. */
  function heading (side, n) {
    return side.evaluate(n => document.querySelectorAll('.prose h2')[n].getBoundingClientRect().top - 0.3 * innerHeight, n)
  }

  async function scrolling () {
    await open(cameras.left)
    const both = await sides()
    const headings = await both[0].locator('.prose h2').count()
    for (const lead of [0, 1]) {
      await tab.locator('iframe').nth(lead).hover()
      for (let n = 1; n < headings; n++) {
        const by = await heading(both[lead], n)
        await tab.mouse.wheel(0, by)
        await until(`side ${lead} leads, heading ${n}: the leader does not arrive`, async () => Math.abs(await heading(both[lead], n)) < 3)
        await until(`side ${lead} leads, heading ${n}: the other is not at it`, async () => Math.abs(await heading(both[1 - lead], n)) <= 40)
      }
      const before = await Promise.all(both.map(side => side.evaluate(() => scrollY)))
      await tab.evaluate(() => new Promise(resolve => { let n = 12; const step = () => n-- ? requestAnimationFrame(step) : resolve(); step() }))
      const after = await Promise.all(both.map(side => side.evaluate(() => scrollY)))
      must(`it goes on by itself: ${before}, then ${after}`, before.join() === after.join())
      await tab.mouse.wheel(0, 99999)
      await until('the ends do not meet', async () => (await Promise.all(both.map(side => side.evaluate(() => scrollY + innerHeight >= document.documentElement.scrollHeight - 2)))).every(Boolean))
      await tab.mouse.wheel(0, -99999)
      await until('the tops do not meet', async () => (await Promise.all(both.map(side => side.evaluate(() => scrollY)))).every(y => y < 2))
    }
    await tab.locator('#together').uncheck()
    await both[1].evaluate(() => scrollTo(0, 900))
    await tab.evaluate(() => new Promise(resolve => { let n = 6; const step = () => n-- ? requestAnimationFrame(step) : resolve(); step() }))
    must('follows though it must not', await both[0].evaluate(() => scrollY) === 0)
    await tab.locator('#together').check()
  }

  async function edits () {
    await open(cameras.left)
    const both = await sides()
    await tab.locator('iframe').first().hover()
    await tab.mouse.wheel(0, await heading(both[0], 3))
    await until('not at the fourth heading', async () => Math.abs(await heading(both[1], 3)) <= 40)
    const where = () => Promise.all(both.map(side => side.evaluate(() => document.querySelectorAll('.prose h2')[3].getBoundingClientRect().top)))
    const before = await where()
    const kept = async when => {
      const now = await where()
      must(`${when}: scrolled from ${before} to ${now}`, now.every((y, i) => Math.abs(y - before[i]) <= 2))
    }
    site.edit(cameras.file, text => text.replace('Un bon emplacement', 'Un tout nouveau paragraphe, assez long pour faire plus d’une ligne.\n\nUn très bon emplacement'))
    await both[1].getByText('Un très bon emplacement').waitFor({ state: 'attached' })
    await until('the new paragraph is not listed', async () => await tab.locator('#count').innerText() === '2 differences')
    await kept('after an edit above')
    site.write(cameras.file, whole)
    await until('what was mended is still listed', async () => /^None/.test(await tab.locator('#count').innerText()))
    await kept('after the mending')
    for (const side of both) must('marks stay after the mending', await side.locator('trousse-mark, [data-trousse-pair]').count() === 0)
    // A fault is shown once, by the page around.
    site.edit(cameras.file, text => text + '\n[nowhere](nothing.fr.md)\n')
    await tab.locator('[id="trousse.faults"]').waitFor({ state: 'attached' })
    for (const side of both) must('a frame shows the fault too', await side.locator('[id="trousse.faults"]').count() === 0)
    site.write(cameras.file, whole.replace(tip, ''))
    await tab.locator('[id="trousse.faults"]').waitFor({ state: 'detached' })
    await until('the old difference is not back', async () => await tab.locator('#count').innerText() === '1 difference')
  }

  async function keyboard () {
    await open(selling.left)
    const both = await sides()
    const stops = []
    for (let press = 0; press < 3; press++) {
      await tab.keyboard.press('Tab')
      stops.push(await tab.evaluate(() => document.activeElement.textContent.trim()))
      must(`the focus cannot be seen: ${stops.at(-1)}`, await tab.evaluate(() => parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2))
    }
    must(`the first stops are ${stops.join(', ')}`, /Desk.*Swap.*alone/i.test(stops.join(' ')))
    await tab.locator('iframe').last().focus()
    for (let press = 0; press < 400 && !await tab.evaluate(() => document.activeElement.id === 'previous'); press++) await tab.keyboard.press('Tab')
    must('the Tab key does not go from the pages to the buttons', await tab.evaluate(() => document.activeElement.id === 'previous'))
    await tab.keyboard.press('Tab')
    for (const n of [0, 1, 0]) {
      await tab.keyboard.press('Enter')
      await until(`Next does not move to difference ${n}`, () => shows(both, n))
      must('the list does not tell which it is', await tab.locator('#list button').nth(n).getAttribute('aria-current') === 'true')
    }
    await tab.keyboard.press('Tab') // the box
    await tab.keyboard.press('Tab')
    await tab.keyboard.press('Tab')
    must('the Tab key does not reach the entries', await tab.evaluate(() => document.activeElement === document.querySelectorAll('#list button')[1]))
    await tab.keyboard.press('Enter')
    await until('Enter does not move both sides', () => shows(both, 1))
    must('the focus was lost', await tab.evaluate(() => document.activeElement === document.querySelectorAll('#list button')[1]))
  }

  /** Whether both sides show a difference at their reading line, or as near as the document's ends allow. */
  async function shows (both, n) {
    const seen = await Promise.all(both.map(side => side.evaluate(n => {
      const element = document.querySelectorAll('[data-trousse-pair]')[n]
      const { top } = element.getBoundingClientRect()
      return element.hasAttribute('data-trousse-current') && top >= 0 && top < innerHeight * 0.8
    }, n)))
    return seen.every(Boolean)
  }

  async function frames () {
    await open(cameras.left)
    const [left] = await sides()
    await left.locator('.prose a[href="/en/seniors/selling-or-giving-away/"]').first().click()
    await tab.waitForURL(at(selling.left))
    await tab.getByRole('link', { name: 'Swap the sides' }).click()
    await tab.locator('#count:not(:text("Comparing"))').waitFor()
    must('the sides are not swapped', /\/_\/pair\/fr\//.test(tab.url()) && await tab.locator('iframe').last().getAttribute('src') === selling.left)
    await tab.setViewportSize({ width: 600, height: 800 })
    const boxes = await Promise.all([0, 1].map(i => tab.locator('iframe').nth(i).boundingBox()))
    must('narrow: the frames do not stack', boxes[1].y >= boxes[0].y + boxes[0].height && boxes.every(box => box.height >= 300))
    await tab.setViewportSize({ width: 1366, height: 800 })
  }

  async function missing () {
    await tab.goto(at('/en/youth/alone/'))
    must('does not name the file to create', await tab.locator('.lacks code').first().innerText() === 'content/youth/alone.fr.md')
    must('the title is not as written', await tab.locator('h1 span').innerText() === 'Alone & <b>bold</b>')
    await axeOn(tab, 'without a partner')
    site.write('content/youth/alone.fr.md', '+++\ntitle = "Seule"\ndescription = "La voici."\nslug = "seule"\nupdated = 2026-11-25\n+++\nTexte.\n')
    await tab.locator('iframe[src="/fr/jeunes/seule/"]').waitFor()
    must('the partner that came is not compared', await tab.locator('#count:text("None")').waitFor().then(() => true))
  }

  async function looks () {
    await open(selling.left)
    await tab.locator('#next').click()
    for (const width of [1366, 360]) {
      for (const colorScheme of ['light', 'dark']) {
        await tab.setViewportSize({ width, height: 800 })
        await tab.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await axeOn(tab, `${width} px, ${colorScheme}`, true)
        for (const side of await sides()) await axeOn(side, `${width} px, ${colorScheme}, in a frame`)
        must(`${width} px: scrolls sideways`, await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
        must(`${width} px: something to press is smaller than 24 px`, await tab.evaluate(() =>
          [...document.querySelectorAll('a, button, input')].filter(e => e.checkVisibility()).every(e => Math.min(e.offsetWidth, e.offsetHeight) >= 24)))
      }
    }
    await tab.setViewportSize({ width: 640, height: 800 })
    await tab.evaluate(doubleText)
    await axeOn(tab, '200 % text', true)
    must('200 % text: scrolls sideways', await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
  }

  async function axeOn (frame, when, strict = false) {
    await frame.evaluate(axe)
    const values = strict ? [...tags, 'wcag2aaa'] : tags
    const { violations } = await frame.evaluate(values => window.axe.run(document, {
      runOnly: { type: 'tag', values }, resultTypes: ['violations'], preload: false, iframes: false
    }), values)
    checks++
    for (const { id, nodes } of violations) found(new URL(tab.url()).pathname, `${when}: ${id}: ${nodes.map(node => node.target.join(' ')).join(' | ')}`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await alone(check)
