// Every path of every decision guide leads to its outcome by keyboard alone, with JavaScript and without. What
// was answered is in the address and nowhere else, and paper shows the result with the way to it.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { eachPage, visit } from '../lib/browser.mjs'

export default async function check ({ site, browser }, found) {
  const pages = site.pages.filter(page => page.kind === 'decision' && !page.moves)
  const graphs = new Map() // by page: [{ id, answers: [{ to } or { points }] }]
  const done = { paths: 0, answers: 0, sums: 0 }
  const options = { viewport: { width: 320, height: 480 } } // small, for painting takes most of the time

  await eachPage(browser, pages, { ...options, javaScriptEnabled: false }, async (tab, page) => {
    const say = what => found(page.path, `without JavaScript: ${what}`)
    await visit(tab, page)
    const graph = await tab.evaluate(readGraph)
    graphs.set(page, graph)
    for (const fault of compare(graph, page)) say(fault)
    const followed = await followLinks(tab, page, graph, say)
    done.answers += followed
  })

  const size = page => graphs.get(page).reduce((sum, { answers }) => sum + answers.length, 0)
  const largest = new Map() // by language
  for (const page of pages) if (!largest.has(page.lang) || size(page) > size(largest.get(page.lang))) largest.set(page.lang, page)

  await eachPage(browser, pages, options, async (tab, page) => {
    const say = what => found(page.path, what)
    const graph = graphs.get(page)
    await visit(tab, page)
    await tab.evaluate(() => localStorage.clear()) // the pages of a site share it
    const requests = []
    tab.on('request', request => { if (!request.isNavigationRequest()) requests.push(request.url()) })
    const scored = graph.some(({ answers }) => answers.some(({ points }) => points !== undefined))
    const tried = await (scored ? addUp : walk)(tab, graph, say, every || page === largest.get(page.lang))
    done[scored ? 'sums' : 'paths'] += tried
    const icon = await tab.evaluate(() => document.querySelector('link[rel=icon]')?.href) // asked for by the browser, not by the page
    for (const url of new Set(requests)) if (url !== icon) say(`an answer asks for ${url}`)
    if (await tab.evaluate(() => document.cookie || Object.keys(localStorage).some(key => !/^trousse\.(text|theme)$/.test(key)))) say('answers are kept on the device')
    await reload(tab, page, say)
  })
  return `${pages.length} guides; ${done.paths} paths and ${done.sums} sums by keyboard; ${done.answers} answers without JavaScript`
}

/** The guide as its HTML says it: headings of the second level, and lists of links within the page or of points. */
function readGraph () {
  const graph = []
  for (const child of document.querySelector('main .prose').children) {
    const heading = child.matches('h2') ? child : child.querySelector('h2')
    if (child.matches('.footnotes')) break
    if (heading) graph.push({ id: heading.id, text: heading.textContent, answers: [] })
    const section = graph.at(-1)
    if (!section || section.answers.length) continue
    for (const list of child.matches('ul') ? [child] : child.querySelectorAll('ul:not(li ul)')) {
      section.answers = [...list.children].flatMap(item => {
        const link = item.querySelector('a')
        const points = /\((\d+)\s+points?\)\W*$/.exec(item.textContent)
        if (link?.getAttribute('href').startsWith('#')) return [{ to: link.getAttribute('href').slice(1), text: link.textContent }]
        return points ? [{ points: Number(points[1]) }] : []
      })
      if (section.answers.length) break
    }
  }
  return graph
}

/** The page as data must be the same graph. */
function compare (graph, page) {
  const file = join(dirname(page.file), 'index.json')
  if (!existsSync(file)) return []
  const { decision } = JSON.parse(readFileSync(file, 'utf8'))
  const told = decision.questions.map(({ id, answers }) => [id, ...answers.map(({ to, points }) => to ?? points)].join())
  const shown = graph.filter(({ answers }) => answers.length).map(({ id, answers }) => [id, ...answers.map(({ to, points }) => to ?? points)].join())
  return told.join(' ') === shown.join(' ') ? [] : [`the page as data says another graph: ${told.join(' ')}; the page: ${shown.join(' ')}`]
}

/** Follows each answer: a path is made of nothing else, for without a script nothing is remembered. */
async function followLinks (tab, page, graph, say) {
  let count = 0
  for (const { id, answers } of graph) {
    for (const [n, { to }] of answers.entries()) {
      if (to === undefined) continue
      count++
      await tab.goto(`${page.url}#${id}`)
      // To the last answer the Tab key goes all the way, past the others; to these, from the control before.
      if (!await tabTo(tab, answerLink, { id, n }, n < answers.length - 1)) {
        say(`the Tab key does not come from the heading of ${id} to its answer ${n + 1}`)
        continue
      }
      await tab.keyboard.press('Enter')
      await tab.waitForURL(url => url.hash === `#${to}`, { timeout: 2000 }).catch(() => {})
      const there = await tab.evaluate(id => {
        const target = document.querySelector(':target')
        const { top, bottom } = target?.getBoundingClientRect() ?? {}
        return target?.id === id && window.look.visible(target) && bottom > 0 && top < innerHeight
      }, to)
      if (!there) say(`answer ${n + 1} to ${id} does not lead to ${to}`)
    }
  }
  return count
}

/** Presses Tab until the element that `find` gives has the focus; false where it does not come. */
async function tabTo (tab, find, argument, near = false) {
  const inPage = what => tab.evaluate(`(${what})((${find})(${JSON.stringify(argument)}))`)
  // To ask after each key would take most of the time of the whole check.
  if (near) await inPage(focusBefore)
  else for (let n = await inPage(stopsTo); n > 1; n--) await tab.keyboard.press('Tab')
  for (let n = 0; n < 100; n++) {
    await tab.keyboard.press('Tab')
    if (await inPage(element => element !== undefined && document.activeElement === element)) return true
  }
  return false
}

/** Puts the focus on the control before an element. */
function focusBefore (element) {
  const stops = [...document.querySelectorAll('a[href], button, input, summary')].filter(stop => stop.checkVisibility({ visibilityProperty: true }))
  stops[stops.indexOf(element) - 1]?.focus()
}

/** How many controls there are from where the focus is to an element, itself included, if it is further on. */
function stopsTo (element) {
  const active = document.activeElement
  const from = active === document.body ? document.querySelector(':target') ?? active : active // where the browser goes on from
  const groups = new Set()
  const stops = [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')].filter(stop => {
    if (stop.tabIndex < 0 || !(from.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING)) return false
    if (!stop.checkVisibility({ visibilityProperty: true }) || groups.has(stop.name) || stop.name && stop.name === active.name) return false
    if (stop.type === 'radio') groups.add(stop.name)
    return true
  })
  return stops.indexOf(element) + 1
}

/** The link of an answer: of the section with an id, in the item of a number. */
function answerLink ({ id, n }) {
  const heading = document.getElementById(id)
  const next = [...document.querySelectorAll('.prose h2')].find(other => heading.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING)
  for (const list of document.querySelectorAll('.prose ul:not(li ul)')) {
    if (!(heading.compareDocumentPosition(list) & Node.DOCUMENT_POSITION_FOLLOWING)) continue
    if (next && next.compareDocumentPosition(list) & Node.DOCUMENT_POSITION_FOLLOWING) continue
    const link = list.children[n]?.querySelector('a')
    if (list.querySelector('a')?.getAttribute('href').startsWith('#')) return link ?? undefined
  }
}

const doing = name => document.querySelector(`button[data-do=${name}]`) ?? undefined

// Every answer of every question is taken once. Every path there is, for what comes before could matter to what
// comes after, is walked in the largest guide of each language, or in all guides where TROUSSE_PATHS is "all".
const every = process.env.TROUSSE_PATHS === 'all'

/**
 * Walks every path from the first question, and from each outcome back to where the next path parts. Without
 * `whole`, what follows a question that was walked from before is not walked again.
 */
async function walk (tab, graph, say, whole) {
  const sections = new Map(graph.map(section => [section.id, section]))
  let paths = 0
  let returned = 0
  let depth = 0 // how many answers the page is from its beginning
  const passed = new Set()
  const known = new Set()
  let broken = false

  /** Waits until the heading has the focus: a browser tells a page late that its address changed. */
  const arrive = id => tab.waitForFunction(id => document.activeElement.id === id, id, { timeout: 2000 }).catch(() => false)

  async function at (id, steps) {
    if (steps.length) await arrive(id)
    const state = await tab.evaluate(seen)
    const where = steps.join(' ') || 'at the beginning'
    const fault = what => { broken = true; say(`${where}: ${what}`) }
    if (state.ends && sections.get(id).answers.length) fault('offers to print or copy a result before there is one')
    if (state.headings.join() !== id) fault(`sees ${state.headings.join(', ') || 'no section'} instead of ${id}`)
    if (!steps.length) return broken || within()
    if (state.focus !== id) fault(`the focus is not on the heading of ${id}`)
    if (state.hash !== '#/' + steps.join('/')) fault(`the address says ${state.hash}`)
    if (!state.progress) fault('nothing says how far it is')
    if (state.live.length) fault(`is heard twice: ${state.live.join(', ')}`)
    if (state.way.length !== steps.length) fault(`the way has ${state.way.length} steps`)
    return broken || within()

    async function within () {
      const { answers } = sections.get(id)
      if (!answers.length) return ended(where, fault)
      if (!whole && known.has(id)) return
      known.add(id)
      for (const [n, { to }] of answers.entries()) {
        if (depth > steps.length && !await comeBack(id, steps.length)) return fault(`going back does not come to ${id}`)
        // Once for each question the Tab key goes all the way, past its other answers.
        const near = n < answers.length - 1 || passed.has(id)
        if (!await tabTo(tab, answerLink, { id, n }, near)) return fault(`the Tab key does not come to answer ${n + 1} of ${id}`)
        if (!near) passed.add(id)
        await tab.keyboard.press('Enter')
        depth++
        await at(to, [...steps, `${id}:${n + 1}`])
        if (broken) return
      }
    }
  }

  /** Goes back: the first time by the button, which does nothing but that for one step; then as the browser does. */
  async function comeBack (id, wanted) {
    if (returned++ === 0) {
      if (!await tabTo(tab, doing, 'back')) return false
      await tab.keyboard.press('Enter')
      depth--
    }
    if (depth > wanted) await tab.evaluate(n => history.go(n), wanted - depth)
    depth = wanted
    return arrive(id)
  }

  /** A result can be printed and copied, and paper has it with the way to it. */
  async function ended (where, fault) {
    paths++
    const buttons = await tab.evaluate(() => [...document.querySelectorAll('button')].filter(window.look.visible).map(button => button.dataset.do))
    for (const name of ['print', 'copy', 'back', 'again']) if (!buttons.includes(name)) fault(`the result has no button ${name}`)
    if (paths > 1) return
    await tab.emulateMedia({ media: 'print' })
    const paper = await tab.evaluate(seen)
    await tab.emulateMedia({ media: null })
    if (paper.headings.length !== 1 || !paper.way.length) fault(`paper has not just the result and the way: ${paper.headings.join(', ')}`)
  }

  await at(graph[0].id, [])
  return paths
}

/** What a reader of a guide sees. */
function seen () {
  const { visible } = window.look
  const shown = selector => [...document.querySelectorAll(selector)].filter(visible)
  return {
    headings: shown('.prose h2').map(heading => heading.id).filter(id => id && !id.startsWith('page.') && !document.getElementById(id).closest('.footnotes')),
    focus: document.activeElement.id,
    hash: location.hash,
    ends: shown('[data-do=print], [data-do=copy]').length,
    progress: shown('.progress').map(element => element.textContent).join(),
    way: shown('.way li').map(item => item.textContent),
    live: shown('[aria-live], [role=status], [role=alert]').map(element => element.textContent.trim()).filter(Boolean)
  }
}

/** The choice that the focus is on, if it is one of a question, otherwise its first. */
function radioOf (id) {
  const group = document.querySelector(`[role=radiogroup][aria-labelledby="${id}"]`)
  return group?.contains(document.activeElement) ? document.activeElement : group?.querySelector('input')
}

/** For each band a set of answers that leads to it, chosen by keyboard. */
async function addUp (tab, graph, say) {
  const questions = graph.filter(({ answers }) => answers.length)
  const bands = graph.filter(({ answers }) => !answers.length)
  let sums = new Map([[0, []]])
  for (const { answers } of questions) {
    const next = new Map()
    for (const [sum, chosen] of sums) answers.forEach(({ points }, n) => next.has(sum + points) || next.set(sum + points, [...chosen, n]))
    sums = next
  }
  let tried = 0
  for (const { id, text } of bands) {
    const [from, to] = text.split(':')[0].match(/\d+/g).map(Number)
    const open = to === undefined && /points?\s+\S/.test(text.split(':')[0])
    const sum = [...sums.keys()].find(sum => sum >= from && (open || sum <= (to ?? from)))
    if (sum === undefined) continue
    tried++
    await tab.evaluate(() => { location.hash = '/' })
    await tab.waitForFunction(() => !document.querySelector('.prose :checked'))
    if ((await tab.evaluate(seen)).headings.includes(id)) say(`${id} is seen before anything is answered`)
    for (const [i, n] of sums.get(sum).entries()) {
      const group = await tabTo(tab, radioOf, questions[i].id)
      if (!group) {
        say(`the Tab key does not come to the answers of ${questions[i].id}`)
        return tried
      }
      await tab.keyboard.press('Space')
      for (let k = 0; k < 10 && await tab.evaluate(() => document.activeElement.value) !== String(n + 1); k++) await tab.keyboard.press('ArrowDown')
    }
    const { headings, hash, progress } = await tab.evaluate(seen)
    const shown = headings.filter(id => bands.some(band => band.id === id))
    if (shown.join() !== id) say(`${sum} points: sees ${shown.join(', ') || 'no band'} instead of ${id}`)
    if (hash !== '#/' + sums.get(sum).map((n, i) => `${questions[i].id}:${n + 1}`).join('/')) say(`${sum} points: the address says ${hash}`)
    if (!new RegExp(`\\b${sum}\\b`).test(progress.replace(text, ''))) say(`${sum} points: nothing says so: ${progress}`)
  }
  return tried
}

/** The address brings back what was answered, also in the other language. */
async function reload (tab, page, say) {
  const before = await tab.evaluate(() => { const first = document.querySelector('.prose section a[href^="#/"]'); if (first) location.hash = first.hash; return location.hash })
  await tab.waitForTimeout(0)
  const was = await tab.evaluate(() => document.querySelector('.walk')?.textContent)
  const other = tab.locator('.languages a[hreflang]')
  await tab.reload()
  await tab.evaluate(() => document.fonts.ready)
  if (await tab.evaluate(() => location.hash) !== before) say('a reload loses what was answered')
  if (await tab.evaluate(() => document.querySelector('.walk')?.textContent) !== was) say('a reload shows something else')
  const back = tab.locator('.walk [data-do=back]')
  if (await back.count() && await back.isVisible()) {
    await back.click()
    if (!tab.url().startsWith(page.url)) say('after a reload the button that goes back leaves the page')
    else await tab.evaluate(hash => { location.hash = hash }, before)
  }
  if (before && await other.count() === 1) {
    await other.click()
    await tab.waitForURL(url => !url.href.startsWith(page.url))
    if (await tab.evaluate(() => location.hash) !== before) say('the language switch loses what was answered')
  }
}
