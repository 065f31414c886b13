// The preview's desk and the panel on each page: filters, order, languages, keyboard, edits, what stays after one.
// `check` wants a browser and a folder with the program; run by itself, this file makes both.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { doubleText } from '../lib/browser.mjs'
import { alone, copySite, serve } from './preview.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'wcag2aaa']

const french = { path: '/fr/aines/essai/', file: 'content/seniors/essai.fr.md' }
const faulty = { path: '/en/youth/location-sharing/', file: 'content/youth/location-sharing.en.md' }
const paragraph = n => `Phrase numéro ${n}. Un appareil connecté écoute et parle, et il faut savoir à qui.\n\n`
const essay = `+++
title = "Essai de l’aperçu"
slug = "essai"
kind = "checklist"
updated = 2026-11-20
audience = ["seniors"]
+++
${paragraph(0)}
## Première partie

${[...Array(12).keys()].map(n => paragraph(n + 1)).join('')}
::: details {summary="À déplier"}
Un secret.
:::

- [ ] Première chose à faire
- [ ] Deuxième chose à faire

## Deuxième partie {#deux}

${[...Array(12).keys()].map(n => paragraph(n + 20)).join('')}
`

export default async function check ({ browser, scratch }, found) {
  const site = copySite(join(scratch, 'desk'))
  site.write(french.file, essay)
  site.write('content/seniors/essai.en.md', essay.replace('slug = "essai"', 'slug = "trial"').replace(/^title.*/m, 'title = "Trial of the preview"'))
  site.write('content/seniors/smart-tv.en.md', '+++\ntitle = "Smart TVs & <b>boxes</b>"\nupdated = 2026-10-01\naudience = ["seniors"]\n+++\nA smart TV listens.\n')
  site.edit(faulty.file, text => text + '\n#### Too deep\n\n[click here](second-hand-devices.en.md)\n')
  site.edit('content/youth/second-hand-devices.en.md', text => text.replace(/^weight.*/m, '$&\ndraft = true'))
  site.edit('content/youth/second-hand-devices.fr.md', text => text.replace(/^weight.*/m, '$&\ndraft = true'))
  // A field to type in, as a theme may have one.
  mkdirSync(join(site.folder, 'templates'))
  site.write('templates/footer.html', '<footer class="site-footer"><p><label>Field <input id="field" value="as it came"></label></p></footer>\n')
  const preview = await serve(join(scratch, 'trousse'), site.folder, scratch)
  let checks = 0
  let tab
  const must = (what, holds) => {
    checks++
    if (!holds) found(new URL(tab.url()).pathname, what)
  }
  try {
    await withTab({ javaScriptEnabled: false }, plain)
    await withTab({}, async () => {
      await live()
      await languages()
      await walk()
      await follows()
    })
    await withTab({}, async () => {
      await panel()
      await stays()
      await scripts()
      await overlay()
    })
    await withTab({}, looks)
  } finally {
    await preview.stop()
  }
  return `${checks} checks`

  async function withTab (options, look) {
    const context = await browser.newContext({ viewport: { width: 1366, height: 800 }, reducedMotion: 'reduce', ...options })
    tab = await context.newPage()
    if (options.javaScriptEnabled !== false) {
      await tab.addInitScript(() => addEventListener('securitypolicyviolation', event => console.error(`against the policy: ${event.effectiveDirective} ${event.blockedURI}`)))
    }
    tab.on('console', message => ['error', 'warning'].includes(message.type()) && found(tab.url(), `console: ${message.text()}`))
    tab.on('pageerror', error => found(tab.url(), `script fails: ${error.message}`))
    try {
      await look()
    } finally {
      await context.close()
    }
  }

  function open (path) {
    return tab.goto(preview.address.replace(/\/$/, '') + path)
  }
  async function until (what, holds) {
    const end = Date.now() + 8000
    while (!await holds()) {
      if (Date.now() > end) return must(what, false)
      await tab.evaluate(() => new Promise(resolve => requestAnimationFrame(resolve)))
    }
    must(what, true)
  }
  function names () {
    return tab.locator('tbody .name').allInnerTexts()
  }
  /** Waits until the list is that of so many rows. */
  function rows (count) {
    return until(`not ${count} rows`, async () => (await names()).length === count)
  }

  /** Without JavaScript the form and the links load the page. */
  async function plain () {
    await open('/_/')
    const all = (await names()).length
    must(`${all} rows at first`, all > 40)
    await tab.locator('[name=q]').fill('ESSAI')
    await tab.locator('[name=lang]').selectOption('fr')
    await tab.locator('#filters button').click()
    must('the search without JavaScript', (await names()).join() === 'Essai de l’aperçu' && tab.url().endsWith('/_/?q=ESSAI&lang=fr&state=&rule=&kind=&audience=&sort='))
    await tab.locator('.clear').click()
    must('everything again', (await names()).length === all)
    await tab.locator('.tile', { hasText: 'missing in French' }).click()
    must('the gap', (await tab.locator('tbody tr').allInnerTexts()).join().includes('content/seniors/smart-tv.fr.md') && (await names()).length === 1)
    must('the title is text', await tab.locator('tbody .name b').count() === 0)
    await open('/_/')
    await tab.locator('.chip', { hasText: 'Link texts that say nothing' }).click()
    must('the rule', (await names()).join() === 'Share your location on your own terms')
    await open('/_/?lang=en')
    await tab.locator('thead .c-words a').click()
    const words = (await tab.locator('tbody .c-words').allInnerTexts()).map(text => Number(text.replace(/\D/g, '')))
    must(`sorted by words: ${words}`, words.length > 20 && words.every((n, i) => i === 0 || n <= words[i - 1]))
    must('the head says so', await tab.locator('thead .c-words').getAttribute('aria-sort') === 'descending')
    await tab.locator('thead .c-words a').click()
    must('turned', await tab.locator('thead .c-words').getAttribute('aria-sort') === 'ascending')
    await open('/_/?lang=en&kind=nothing')
    must('an empty list says so', await tab.locator('#shown').innerText() === 'No page fits these filters.')
  }

  /** With it the list follows, and the page and the focus stay. */
  async function live () {
    await open('/_/')
    await tab.evaluate(() => { window.same = true })
    const all = (await names()).length
    const search = tab.locator('[name=q]')
    await search.click()
    await tab.keyboard.type('essai')
    await rows(2)
    must('the address says what is searched for', new URL(tab.url()).search === '?q=essai')
    must('the focus stays', await search.evaluate(field => field === document.activeElement))
    await search.fill('')
    await rows(all)
    await tab.locator('[name=state]').selectOption('draft')
    await until('drafts alone', async () => (await tab.locator('tbody .badge.draft').count()) === (await names()).length)
    await tab.locator('.clear').click()
    await rows(all)
    must('the fields are empty again', await tab.locator('[name=state]').inputValue() === '')
    await tab.locator('.tile', { hasText: 'page missing in French' }).click()
    await rows(1)
    must('the field shows the tile’s filter', await tab.locator('[name=state]').inputValue() === 'missing' && await tab.locator('.tile[aria-current]').count() === 1)
    await tab.goBack()
    await rows(all)
    await tab.locator('thead .c-title a').click()
    await until('sorted by title', async () => {
      const titles = await tab.locator('tbody tr:first-child .name').allInnerTexts()
      const order = new Intl.Collator('en')
      return titles.length > 20 && titles.every(title => order.compare(titles[0], title) <= 0) && await tab.locator('thead .c-title').getAttribute('aria-sort') === 'ascending'
    })
    must('the focus is on the head', await tab.evaluate(() => document.activeElement.closest('th')?.classList.contains('c-title')))
    must('it is still the same page', await tab.evaluate(() => window.same))
  }

  async function languages () {
    await open('/_/?state=problems')
    await tab.locator('.band a[lang=fr]').click()
    await tab.waitForURL(/in=fr/)
    must('the page is in French', await tab.locator('html').getAttribute('lang') === 'fr' && await tab.locator('h1').innerText() === 'Tableau de bord')
    must('the filter stays', (await names()).length === 1)
    must('the title is English', await tab.locator('tbody .name').getAttribute('lang') === 'en-CA')
    await tab.locator('tbody summary').click()
    must('the message is French', (await tab.locator('.more .message').allInnerTexts()).join().includes('Un titre de niveau 4'))
    await tab.locator('[name=q]').fill('location')
    await until('the address keeps the language', () => new URL(tab.url()).searchParams.get('in') === 'fr' && new URL(tab.url()).searchParams.get('q') === 'location')
    must('and so does the form', await tab.locator('html').getAttribute('lang') === 'fr')
  }

  /** With the Tab key through everything and back: each stop is seen, and shows that it has the focus. */
  async function walk () {
    for (const width of [320, 1366]) {
      await tab.setViewportSize({ width, height: 720 })
      await open('/_/?kind=checklist')
      await tab.locator('tbody').first().waitFor()
      const wanted = await tab.evaluate(() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
        .filter(e => e.checkVisibility({ visibilityProperty: true })).length)
      for (const key of ['Tab', 'Shift+Tab']) {
        let stops = 0
        for (let i = 0; i < wanted; i++) {
          if (key === 'Tab' || i > 0) await tab.keyboard.press(key)
          const stop = await tab.evaluate(() => {
            const e = document.activeElement
            if (e === document.body) return null
            const { left, top, width, height } = e.getClientRects()[0]
            const hit = document.elementFromPoint(left + width / 2, top + height / 2)
            const style = getComputedStyle(e)
            return { name: e.textContent.trim().slice(0, 30), seen: e === hit || e.contains(hit) || hit?.contains(e), outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, size: Math.min(width, height) }
          })
          if (!stop) break
          stops++
          if (!stop.seen) must(`${width} px, ${key}: the focus is hidden: ${stop.name}`, false)
          if (!stop.outlined) must(`${width} px, ${key}: the focus cannot be seen: ${stop.name}`, false)
          if (stop.size < 24) must(`${width} px: less than 24 px: ${stop.name}, ${stop.size}`, false)
        }
        must(`${width} px, ${key}: ${stops} of ${wanted} stops`, stops === wanted)
      }
    }
    await tab.setViewportSize({ width: 1366, height: 800 })
    await open('/_/')
    await tab.keyboard.press('Tab')
    await tab.keyboard.press('Enter')
    must('the first stop leads to the pages', await tab.evaluate(() => document.activeElement.id === 'pages'))
  }

  /** A save is on the desk at once; what is typed and unfolded stays. */
  async function follows () {
    await open('/_/?sort=state')
    await tab.locator('.more summary').first().click()
    const search = tab.locator('[name=q]')
    await search.click()
    await tab.evaluate(() => { window.same = true })
    site.edit('content/seniors/smart-tv.en.md', text => text.replace(/^title.*/m, 'title = "Televisions"'))
    await until('the new title', async () => (await names()).includes('Televisions'))
    must('what was unfolded stays so', await tab.locator('.more details[open]').count() === 1)
    must('the focus stays', await search.evaluate(field => field === document.activeElement))
    site.edit(french.file, text => text.replace('Première partie', 'Première partie\n\n[perdu](nulle-part.fr.md)'))
    await tab.locator('#errors').waitFor()
    must('the fault is told', (await tab.locator('#errors').innerText()).includes('nulle-part.fr.md'))
    must('the list is whole', (await names()).length > 40)
    await axeOn('with an error')
    site.write(french.file, essay)
    await until('the fault goes', async () => await tab.locator('#errors').count() === 0)
    must('it is still the same page', await tab.evaluate(() => window.same))
  }

  async function panel () {
    await open(faulty.path)
    const opener = tab.locator('#trousse\\.panel .opener')
    await opener.waitFor()
    must(`the button says ${await opener.innerText()}`, (await opener.innerText()) === '2 problems')
    const box = await opener.boundingBox()
    must('the button is too small', box.width >= 44 && box.height >= 44)
    const box2 = { right: 1366 - box.x - box.width, bottom: 800 - box.y - box.height }
    must('the button is not in the corner', box2.right < 30 && box2.bottom < 30)
    await tab.keyboard.press('Shift+Tab') // the last stop of the page
    must('it is the last stop', await inside('opener'))
    await tab.keyboard.press('Enter')
    const view = tab.locator('#trousse\\.panel #panel')
    must('Enter opens it', await view.isVisible() && await opener.getAttribute('aria-expanded') === 'true')
    must('the focus is in it', await inside('', 'panel'))
    const text = await view.innerText()
    for (const words of ['A heading of level 4', 'click here', 'location-sharing.en.md:', 'Give it one # more', 'Grade ', 'longest sentence', 'Side by side', 'Open in an editor', 'Desk']) {
      must(`the panel does not say ${words}`, text.includes(words))
    }
    must('it says what the page has not', !text.includes('Missing in'))
    await tab.keyboard.press('Escape')
    must('Escape closes it', !await view.isVisible())
    must('the focus goes back', await inside('opener'))
    await tab.keyboard.press('Enter')
    await tab.keyboard.press('Tab')
    await tab.keyboard.press('Enter')
    must('its own button closes it', !await view.isVisible() && await inside('opener'))
    await tab.keyboard.press('Enter')
    site.edit(faulty.file, text => text.replace('\n#### Too deep', '\n## Not too deep'))
    await until('an edit is in the panel', async () => await opener.innerText() === '1 problem' && !(await view.innerText()).includes('level 4'))
    await axeOn('the panel is open')
    must('the panel stays open', await view.isVisible() && await inside('', 'panel'))
    await tab.emulateMedia({ media: 'print' })
    must('it is printed', !await tab.locator('#trousse\\.panel').isVisible())
    await tab.emulateMedia({ media: 'screen' })
    await view.getByRole('button', { name: 'Hide this button' }).click()
    must('it is still there', await tab.locator('#trousse\\.panel').count() === 0)
    await tab.reload()
    await tab.evaluate(() => new Promise(resolve => { const events = new EventSource('/_/events?path=/en/'); events.addEventListener('panel', () => { events.close(); resolve() }) }))
    must('it is back in the same tab', await tab.locator('#trousse\\.panel').count() === 0)
    await tab.evaluate(() => sessionStorage.clear())
    await open('/_/pair/en/seniors/cameras-and-doorbells/')
    const frame = await (await tab.locator('iframe').first().elementHandle()).contentFrame()
    await frame.waitForLoadState()
    await tab.locator('#count:not(:text("Comparing"))').waitFor()
    must('the panel is in a frame', await frame.locator('#trousse\\.panel').count() === 0)
  }

  /** Whether an element of the panel, by class or id, has the focus. */
  function inside (name, id) {
    return tab.evaluate(([name, id]) => {
      const active = document.getElementById('trousse.panel')?.shadowRoot.activeElement
      return Boolean(active) && (id ? active.id === id : active.className === name)
    }, [name, id])
  }

  /** After an edit above what is seen: the place, the focus, what is typed, unfolded and ticked. */
  async function stays () {
    await open(french.path)
    await tab.locator('#trousse\\.panel .opener').waitFor()
    await tab.locator('.prose summary').click()
    const ticks = tab.locator('.prose input[type=checkbox]')
    must('there is something to tick', await ticks.count() === 2)
    await ticks.nth(1).check()
    const field = tab.locator('#field')
    await field.fill('typed by the editor')
    await field.evaluate(field => { field.setSelectionRange(2, 7); window.same = field })
    await tab.evaluate(() => scrollTo({ top: scrollY + document.getElementById('deux').getBoundingClientRect().top - 20, behavior: 'instant' }))
    const where = () => tab.evaluate(() => document.getElementById('deux').getBoundingClientRect().top)
    for (const [what, change] of [
      ['a paragraph more above', text => text.replace('## Première', 'Un paragraphe de plus.\n\nEt un autre.\n\n## Première')],
      ['a text changed above', text => text.replace('Phrase numéro 3.', 'Phrase numéro trois, bien plus longue qu’avant, et qui prend sûrement plus d’une ligne de la page. Elle continue encore et encore.')],
      ['a paragraph less above', text => text.replace(/Phrase numéro 5\. .*\n\n/, '')],
      ['a fold more before the fold', text => text.replace('::: details', '::: details {summary="Nouveau"}\nAutre chose.\n:::\n\n::: details')],
      ['a task more before the tasks', text => text.replace('- [ ] Première', '- [ ] Nouvelle chose\n- [ ] Première')]
    ]) {
      const before = await where()
      const marks = await tab.evaluate(() => document.querySelector('.prose').innerText)
      site.edit(french.file, change)
      await until(`${what}: it is not shown`, () => tab.evaluate(was => document.querySelector('.prose').innerText !== was, marks))
      await tab.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))))
      const moved = await where() - before
      must(`${what}: the text moves by ${moved} px`, Math.abs(moved) <= 2)
      must(`${what}: the focus or what is typed goes`, await field.evaluate(field => field === window.same && document.activeElement === field &&
        field.value === 'typed by the editor' && field.selectionStart === 2 && field.selectionEnd === 7))
      must(`${what}: what was unfolded is not`, await tab.locator('.prose details[open]').innerText().catch(() => '') === 'À déplier\n\nUn secret.' ||
        (await tab.locator('.prose details[open]').allInnerTexts()).join().includes('Un secret.'))
      must(`${what}: the tick goes`, (await tab.locator('.prose li:has(input:checked)').allInnerTexts()).map(t => t.trim()).join() === 'Deuxième chose à faire')
    }
    must('it was loaded anew', await field.evaluate(field => field === window.same))
  }

  /** What comes onto the page works as if it had been there. */
  async function scripts () {
    await open(french.path)
    await tab.locator('#trousse\\.panel .opener').waitFor()
    must('the button that prints is there', await tab.locator('[data-print]').isVisible())
    site.edit(french.file, text => text.replace('audience =', 'quick_exit = true\naudience ='))
    const exit = tab.locator('.quick-exit a')
    await exit.waitFor()
    const heard = await exit.evaluate(link => {
      let stopped
      // The theme's own listener was there first; the page is not to be left.
      addEventListener('click', event => { stopped = event.defaultPrevented }, { once: true })
      const away = link.href
      link.href = '#away'
      link.click()
      link.href = away
      return stopped
    })
    must('a new link to leave is not heard', heard)
    must('the controls that a script showed are hidden again', await tab.locator('.comfort').isVisible() && await tab.locator('[data-print]').isVisible())
    site.edit(french.file, text => text.replace('quick_exit = true\n', ''))
    await until('it goes', async () => await exit.count() === 0)
  }

  async function overlay () {
    await open(french.path)
    await tab.locator('#trousse\\.panel .opener').waitFor()
    const field = tab.locator('#field')
    await field.focus()
    const faults = tab.locator('#trousse\\.faults section')
    const wrong = name => site.edit(french.file, text => text.replace(/(\[perdu\]\(.*\)\n\n)?## Première/, `[perdu](${name}.fr.md)\n\n## Première`))
    wrong('nulle-part')
    await faults.waitFor()
    must('the overlay takes the focus', await field.evaluate(field => field === document.activeElement))
    must('it does not say what and where', /nulle-part\.fr\.md[^]*essai\.fr\.md:\d+/.test(await faults.innerText()))
    must('the last good page is gone', await tab.locator('.prose').innerText().then(text => text.includes('Phrase numéro 7')))
    // To axe a link that skips to the text is none while there is a link in a shadow tree: it cannot order the two.
    await axeOn('faults over the page', { exclude: [['.skip']] })
    await tab.evaluate(() => { document.activeElement.blur(); document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex') })
    const stops = []
    for (let i = 0; i < 4; i++) {
      await tab.keyboard.press('Tab')
      stops.push(await tab.evaluate(() => document.getElementById('trousse.faults')?.shadowRoot.activeElement?.localName))
    }
    must(`the Tab key stops at ${stops}`, stops.join() === 'section,a,button,a')
    await tab.keyboard.press('Escape')
    must('Escape does not close it', await faults.count() === 0)
    site.edit('content/seniors/smart-tv.en.md', text => text + '\nMore.\n')
    await tab.evaluate(() => new Promise(resolve => { const events = new EventSource('/_/events?path=/en/'); let n = 0; events.onmessage = () => { if (++n === 1) { events.close(); resolve() } } }))
    must('the same fault comes back', await faults.count() === 0)
    wrong('ailleurs')
    await faults.waitFor()
    must('another fault is not told', (await faults.innerText()).includes('ailleurs.fr.md'))
    await field.focus()
    await tab.locator('#trousse\\.faults button').click()
    must('its button does not close it', await faults.count() === 0)
    must('the focus does not go back', await field.evaluate(field => field === document.activeElement))
    wrong('encore')
    await faults.waitFor()
    site.edit(french.file, text => text.replace(/\[perdu\].*\n\n/, ''))
    await until('mended, it is still there', async () => await faults.count() === 0)
  }

  async function looks () {
    const states = [
      ['/_/', async () => tab.locator('.more summary').first().click()],
      ['/_/?in=fr&sort=-words&lang=fr', async () => {}],
      ['/_/?q=nothing-like-it', async () => {}],
      [faulty.path, async () => tab.locator('#trousse\\.panel .opener').click()]
    ]
    for (const [path, prepare] of states) {
      await tab.setViewportSize({ width: 1366, height: 800 })
      await open(path)
      await prepare()
      await tab.evaluate(() => scrollTo({ top: 0, behavior: 'instant' })) // nothing is half behind the heads of the table
      for (const width of [320, 1366]) {
        await tab.setViewportSize({ width, height: 800 })
        for (const colorScheme of ['light', 'dark']) {
          await tab.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          await axeOn(`${width} px, ${colorScheme}`)
        }
        await sideways(`${width} px`)
      }
      await tab.setViewportSize({ width: 640, height: 800 })
      await tab.evaluate(doubleText)
      await axeOn('200 % text')
      await sideways('200 % text')
      if (path.startsWith('/_/')) {
        await tab.emulateMedia({ forcedColors: 'active' })
        await axeOn('forced colours')
        await tab.emulateMedia({ forcedColors: 'none' })
      }
    }
  }

  async function sideways (when) {
    must(`${when}: scrolls sideways`, await tab.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth))
    const small = await tab.evaluate(() => {
      const roots = [document, ...[...document.querySelectorAll('[id^="trousse."]')].map(host => host.shadowRoot)]
      const all = roots.flatMap(root => [...root.querySelectorAll(root === document && !location.pathname.startsWith('/_/') ? 'none' : 'a[href]:not(.skip), button, input:not([type=hidden]), select, summary')])
      return all.filter(e => e.checkVisibility() && Math.min(e.getBoundingClientRect().width, e.getBoundingClientRect().height) < 24).map(e => e.textContent.trim())
    })
    must(`${when}: smaller than 24 px: ${small.slice(0, 5)}`, small.length === 0)
  }

  async function axeOn (when, context = {}) {
    await tab.evaluate(axe)
    const { violations } = await tab.evaluate(([values, context]) => window.axe.run({ include: document, ...context }, {
      runOnly: { type: 'tag', values }, rules: { 'identical-links-same-purpose': { enabled: false } }, resultTypes: ['violations'], preload: false
    }), [tags, context])
    checks++
    for (const { id, nodes } of violations) found(new URL(tab.url()).pathname + new URL(tab.url()).search, `${when}: ${id}: ${nodes.slice(0, 4).map(node => node.target.join(' ')).join(' | ')}`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await alone(check)
