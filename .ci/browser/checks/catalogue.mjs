// Catalogues of labels, in every language, with the keyboard alone: the table narrows down and can be sorted by each
// column, both are told to those who do not see it, and nothing is asked for; without JavaScript it is whole.
import { eachPage, visit } from '../lib/browser.mjs'

const plain = { viewport: { width: 320, height: 800 } }

export default async function check ({ site, browser }, found) {
  const pages = site.pages.filter(page => page.kind === 'catalogue' && !page.moves)
  let labels = 0
  await eachPage(browser, pages, { ...plain, javaScriptEnabled: false }, async (tab, page) => {
    await visit(tab, page)
    if (!await tab.locator('.labels').count()) return
    for (const fault of await tab.evaluate(withoutScript)) found(page.path, `without JavaScript: ${fault}`)
  })
  await eachPage(browser, pages, plain, async (tab, page) => {
    const say = what => found(page.path, what)
    tab.on('pageerror', error => say(`the script fails: ${error.message}`))
    await visit(tab, page)
    if (!await tab.locator('.labels').count()) return // without data it is a page like any other
    labels += await table(tab, say)
  })
  return `${pages.length} catalogues, ${labels} labels`
}

async function table (tab, say) {
  const asked = []
  tab.on('request', request => asked.push(request.url()))
  const rows = tab.locator('.labels tbody tr')
  const all = await rows.count()
  const seen = () => rows.evaluateAll(rows => rows.filter(row => row.checkVisibility()).length)
  const names = () => rows.evaluateAll(rows => rows.map(row => row.cells[0].textContent).join('|'))
  const said = () => tab.locator('form.sieve [role=status]').textContent()
  const picks = tab.locator('form.sieve select')
  if (!await picks.count()) {
    say('nothing narrows the table down')
    return all
  }
  for (const target of await tab.evaluate(small)) say(`smaller than 44 px: ${target}`)

  for (let i = 0; i < await picks.count(); i++) {
    const pick = picks.nth(i)
    const [by, options] = await pick.evaluate(pick => [pick.name, pick.options.length])
    if (!await pick.evaluate(pick => pick.labels[0]?.checkVisibility())) say(`${by} has no label that can be seen`)
    for (let n = 1; n < options; n++) {
      await pick.selectOption({ index: n })
      const want = await rows.evaluateAll((rows, [by, word]) => rows.filter(row => row.dataset[by].split(' ').includes(word)).length,
        [by, await pick.inputValue()])
      if (await seen() !== want || !want) say(`${by} ${n} shows ${await seen()} labels, not ${want}`)
      const text = await said()
      if (!text.includes(want) || !text.includes(all)) say(`${by} ${n} is told as “${text}”`)
    }
    const again = tab.locator('form.sieve button')
    await again.focus()
    await tab.keyboard.press('Enter')
    if (await seen() !== all) say('not all labels come back')
    if (!await again.evaluate(button => button === document.activeElement)) say('showing all loses the focus')
  }

  const heads = tab.locator('.labels thead th')
  for (let i = 0; i < await heads.count(); i++) {
    const head = heads.nth(i)
    const button = head.locator('button').first()
    if (!await button.count()) {
      say(`column ${i + 1} cannot be sorted by`)
      continue
    }
    const name = await button.textContent()
    let before = ''
    for (const way of ['ascending', 'descending']) {
      await button.focus()
      await tab.keyboard.press('Space')
      if (await head.getAttribute('aria-sort') !== way) say(`“${name}” does not tell that it is ${way}`)
      if (await tab.locator('[aria-sort]').count() !== 1) say('two columns tell that they are sorted by')
      if (!(await said()).includes(name)) say(`sorting by “${name}” is not told`)
      if (!await button.evaluate(button => button === document.activeElement)) say(`sorting by “${name}” loses the focus`)
      const now = await names()
      if (now === before && all > 1 || now.split('|').length !== all) say(`“${name}” in ${way} order changes nothing`)
      before = now
    }
  }
  if (asked.length) say(`the table asks for ${asked[0]}`)
  return all
}

function small () {
  return [...document.querySelectorAll('form.sieve :is(select, button), .labels thead button')]
    .filter(element => element.getBoundingClientRect().height < 44).map(element => window.look.name(element))
}

function withoutScript () {
  const { name, visible } = window.look
  const out = []
  const rows = [...document.querySelectorAll('.labels tbody tr')]
  if (!rows.length) out.push('no label')
  for (const row of rows) {
    if (!visible(row)) out.push(`cannot be seen: ${name(row)}`)
    const link = row.querySelector('th a')
    const card = link && document.getElementById(decodeURIComponent(link.hash.slice(1)))
    if (!card || !visible(card)) out.push(`no card: ${name(row)}`)
  }
  for (const control of document.querySelectorAll('.labels :is(select, thead button)')) {
    if (visible(control)) out.push(`a control that does nothing: ${name(control)}`)
  }
  return out
}
