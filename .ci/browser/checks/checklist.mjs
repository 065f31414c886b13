// Checklists, in every language, with the keyboard alone: ticks outlive a reload, are the same in both languages and
// in two tabs, and never leave the device; progress in words, the essentials, starting over and taking it back,
// what is left; and without JavaScript or where nothing may be remembered, a list that works all the same.
import { eachPage, visit } from '../lib/browser.mjs'
import { helpers } from '../lib/inpage.mjs'
import { samples } from '../lib/site.mjs'

const plain = { viewport: { width: 320, height: 800 } }

export default async function check ({ site, browser }, found) {
  const pages = site.pages.filter(page => page.kind === 'checklist' && !page.moves)
  let items = 0
  await eachPage(browser, pages, { ...plain, javaScriptEnabled: false }, async (tab, page) => {
    await visit(tab, page)
    for (const fault of await tab.evaluate(withoutScript)) found(page.path, `without JavaScript: ${fault}`)
    await tab.emulateMedia({ media: 'print' })
    for (const fault of await tab.evaluate(onPaper)) found(page.path, `on paper: ${fault}`)
    await tab.emulateMedia({ media: null })
  })
  await eachPage(browser, pages, { ...plain, prepare: tab => tab.addInitScript(ownClipboard) }, async (tab, page) => {
    const n = await withScript(tab, page, site, what => found(page.path, what))
    items += n
    await tab.evaluate(() => { for (const store of [localStorage, sessionStorage]) store.clear() })
  })
  const few = samples({ pages })
  await eachPage(browser, few, { ...plain, prepare: tab => tab.addInitScript(forgetful) }, async (tab, page) => {
    const say = what => found(page.path, `where nothing may be remembered: ${what}`)
    tab.on('pageerror', error => say(`the script fails: ${error.message}`))
    await visit(tab, page)
    if (!await tab.locator('.progress').count()) return say('no progress is shown')
    await press(tab, tab.locator('.task input').first(), 'Space')
    if (!await progress(tab, 1)) say('a tick does not count')
  })
  return `${pages.length} checklists, ${items} items`
}

async function withScript (tab, page, site, say) {
  const asked = []
  await tab.context().clearCookies()
  await visit(tab, page)
  if (!await tab.locator('.progress').count()) {
    say('no progress is shown')
    return 0
  }
  tab.on('request', request => asked.push(request.url()))
  const boxes = tab.locator('.task:not(.how .task) > label > input')
  const all = await boxes.count()
  const ticked = () => boxes.evaluateAll(boxes => boxes.map((box, i) => box.checked ? i : -1).filter(i => i >= 0).join())
  for (const target of await tab.evaluate(small)) say(`smaller than 44 px: ${target}`)

  // Ticks
  if (!await progress(tab, 0)) say('progress does not begin with none')
  const second = all > 1 ? 1 : 0
  await press(tab, boxes.nth(second), 'Space')
  if (!await progress(tab, 1)) say('a tick does not count')
  if (!/\d/.test(await said(tab))) say('progress is not told to those who do not see it')
  await tab.evaluate(() => document.activeElement.blur())
  const late = await tab.evaluate(() => [...document.querySelectorAll('link[rel=icon]')].map(link => link.href)) // browsers fetch it when they have time
  const requests = asked.filter(url => !url.startsWith('data:') && !late.includes(url))
  if (requests.length) say(`a tick asks for ${requests[0]}`)
  await tab.reload()
  await tab.evaluate(helpers)
  if (await ticked() !== `${second}`) say('a tick is lost by a reload')
  if ((await tab.context().cookies()).length) say('there is a cookie')
  // Where somebody may have to leave in a hurry, ticks last as long as the tab.
  const brief = await tab.evaluate(() => document.querySelector('.quick-exit') !== null)
  const kept = await tab.evaluate(brief => JSON.stringify(brief ? sessionStorage : localStorage), brief)
  if (brief && await tab.evaluate(() => localStorage.length)) say('a tick is kept beyond the tab')
  else if (!/^\{"trousse:ticks:[^"]*":"\[[^}]*\]"\}$/.test(kept)) say(`this is kept: ${kept}`)

  // In the other language, and in another tab
  const id = await boxes.nth(second).evaluate(box => box.closest('.task').id)
  const other = await partner(tab, site)
  if (other && id && brief) {
    await visit(tab, other)
    if (!await tab.locator(`[id="${id}"] > label > input`).isChecked()) say(`the tick of ${id} is not there in the other language`)
    await visit(tab, page)
  } else if (other && id) {
    const two = await tab.context().newPage()
    await visit(two, other)
    const box = two.locator(`[id="${id}"] > label > input`)
    if (!await box.isChecked()) say(`the tick of ${id} is not there in the other language`)
    await press(two, box, 'Space')
    await press(two, box, 'Space')
    await press(two, box, 'Space')
    await tab.waitForFunction(i => !document.querySelectorAll('.task:not(.how .task) > label > input')[i].checked, second, { timeout: 2000 })
      .catch(() => say('another tab does not follow'))
    await press(two, box, 'Space')
    await two.close()
    await tab.waitForFunction(i => document.querySelectorAll('.task:not(.how .task) > label > input')[i].checked, second, { timeout: 2000 }).catch(() => {})
  }

  // The essentials
  const only = tab.locator('[data-do=only]')
  if (await only.count()) {
    await press(tab, only, 'Enter')
    if (await only.getAttribute('aria-pressed') !== 'true') say('the button for the essentials does not tell its state')
    for (const fault of await tab.evaluate(notEssential)) say(`only the essentials: ${fault}`)
    if (!await only.evaluate(button => button === document.activeElement)) say('only the essentials: the focus is lost')
    await press(tab, only, 'Enter')
    if (await tab.evaluate(() => [...document.querySelectorAll('.task')].some(task => !task.closest('.how') && !task.checkVisibility()))) say('the essentials cannot be left again')
  }

  // What is left
  await press(tab, tab.locator('.left summary'), 'Enter')
  await tab.locator('.left li').first().waitFor({ timeout: 3000 }).catch(() => {})
  const left = await tab.locator('.left li').allTextContents()
  if (left.length !== all - 1) say(`what is left has ${left.length} of ${all - 1} items`)
  const href = await tab.locator('[data-do=mail]').getAttribute('href')
  const letter = new URL(href ?? 'none:')
  if (letter.protocol !== 'mailto:' || letter.pathname || href.length > 2000 || !/body=./.test(letter.search) || /[^\x21-\x7e]/.test(href)) say(`what is left goes to ${href?.slice(0, 80)}`)
  else if (!decodeURIComponent(href).includes(left[0] ?? '')) say('the letter lacks what is left')
  await press(tab, tab.locator('[data-do=copy]'), 'Enter')
  const copied = await tab.evaluate(() => window.copied ?? '')
  if (!left.every(item => copied.includes(item))) say('what is left is not copied')
  if (!await tab.locator('.left [role=status]').textContent()) say('nothing says that it is copied')
  if (asked.some(url => !url.startsWith(site.origin))) say(`what is left asks for ${asked.find(url => !url.startsWith(site.origin))}`)

  // Starting over
  const again = tab.locator('[data-do=again]'); const undo = tab.locator('[data-do=undo]')
  await press(tab, again, 'Enter')
  if (await ticked()) say('starting over leaves a tick')
  if (await tab.evaluate(() => [localStorage, sessionStorage].some(store => Object.keys(store).some(key => key.startsWith('trousse:ticks'))))) say('starting over leaves something on the device')
  if (!await again.evaluate(button => button === document.activeElement)) say('starting over loses the focus')
  if (!await undo.isVisible()) say('starting over cannot be taken back')
  else {
    await press(tab, undo, 'Enter')
    if (await ticked() !== `${second}`) say('taking it back does not bring the tick back')
    if (!await tab.evaluate(() => document.activeElement.matches('button'))) say('taking it back loses the focus')
  }
  return all
}

/** Focuses a control and presses a key, as a reader who came to it by the Tab key does. */
async function press (tab, control, key) {
  await control.focus({ timeout: 3000 })
  await tab.keyboard.press(key)
}

/** Whether progress in words begins with a number of items done. */
async function progress (tab, done) {
  const text = await tab.locator('.progress strong').textContent()
  return Number(/\d+/.exec(text)?.[0]) === done
}

/** What the live region says, once it does. */
async function said (tab) {
  const region = tab.locator('.ticks [role=status]')
  for (let i = 0; i < 20 && !await region.textContent(); i++) await tab.waitForTimeout(100)
  return region.textContent()
}

async function partner (tab, site) {
  const url = await tab.evaluate(() => document.querySelector('header .languages a[hreflang]')?.href.split('#')[0])
  return site.pages.find(page => page.url === url && page.kind === 'checklist')
}

/** A clipboard for each tab: the machine's own is one for all that are looked at at once. */
function ownClipboard () {
  Object.defineProperty(navigator, 'clipboard', { value: { writeText: async text => { window.copied = text } } })
}

/** A browser that refuses to remember. */
function forgetful () {
  for (const store of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(window, store, { get () { throw new DOMException('refused', 'SecurityError') } })
  }
}

function withoutScript () {
  const { name, visible } = window.look
  const out = []
  const tasks = [...document.querySelectorAll('.task')]
  if (!tasks.length) out.push('no item')
  for (const task of tasks) {
    if (!task.closest('.how') && !visible(task.querySelector('label'))) out.push(`cannot be seen: ${name(task)}`)
    for (const how of task.querySelectorAll('.how')) {
      how.querySelector('summary').click()
      if (!how.open || !visible(how.lastElementChild)) out.push(`how it is done cannot be seen: ${name(task)}`)
      how.open = false
    }
  }
  for (const control of document.querySelectorAll('.ticks, .progress, .left, main button:not([popovertarget])')) {
    if (visible(control)) out.push(`a control that does nothing: ${name(control)}`)
  }
  return out
}

function onPaper () {
  const { name, visible } = window.look
  const out = []
  for (const task of document.querySelectorAll('.task')) {
    if (getComputedStyle(task).breakInside !== 'avoid') out.push(`may be cut across sheets: ${name(task)}`)
    const how = task.querySelector('.how')
    if (how && !how.lastElementChild.checkVisibility({ contentVisibilityAuto: true })) out.push(`how it is done is not there: ${name(task)}`)
    if ('essential' in task.dataset && !visible(task.querySelector('.task-facts strong') ?? task.querySelector('template') ?? document.createElement('b'))) out.push(`nothing says that it is essential: ${name(task)}`)
  }
  if (![...document.querySelectorAll('.pen')].some(visible)) out.push('no room for a name and a date')
  return out
}

/** What is seen and should not be where only the essentials are wanted. */
function notEssential () {
  const { name, visible } = window.look
  const out = []
  for (const task of document.querySelectorAll('.task')) {
    if (task.closest('.how')) continue
    if (visible(task) !== 'essential' in task.dataset) out.push(name(task))
  }
  // A heading is seen if something below it is.
  let heading, tasks = 0, seen = 0
  const close = () => { if (heading && tasks && !seen && visible(heading)) out.push(`an empty group: ${name(heading)}`) }
  for (const element of document.querySelectorAll('.prose .heading, .prose .task')) {
    if (element.matches('.heading')) {
      close()
      heading = element
      tasks = seen = 0
    } else if (!element.closest('.how')) {
      tasks++
      seen += visible(element)
    }
  }
  close()
  return out
}

function small () {
  const { name, visible } = window.look
  const out = []
  for (const target of document.querySelectorAll('.does button, .does a, .left summary, .how > summary, .task > label')) {
    const { width, height } = target.getBoundingClientRect()
    if (visible(target) && (width < 43.9 || height < 43.9)) out.push(`${name(target)}, ${Math.round(width)} × ${Math.round(height)} px`)
  }
  return out
}
