// Keeps the ticks of a checklist on this device, says in words how far one is, shows the essentials only, and
// hands over what is left. Without it the page is the whole list, to be read and printed. On a page that somebody
// may have to leave in a hurry, ticks last as long as the tab: who opens the page next must not find them.
const words = document.querySelector('template.ticks')
const prose = document.querySelector('.prose')
const storage = words && 'brief' in words.dataset ? 'sessionStorage' : 'localStorage'
if (words) begin(words.dataset, [...words.content.children], 'trousse:ticks:' + words.dataset.page)

/**
 * The items in order. A tick is kept under the item's own name, which is the same in every language, or under
 * a sum of its heading and its text: where these change the tick is gone, but it never shows on another item.
 */
function readItems () {
  const seen = new Map()
  const items = []
  let group = ''
  for (const element of prose.querySelectorAll('.heading > :first-child, .task')) {
    if (!element.matches('.task')) {
      group = element.textContent
      continue
    }
    const text = textOf(element.querySelector('label'))
    let key = element.id
    if (!key) {
      key = '~' + sum(group + '\n' + text)
      const n = (seen.get(key) ?? 0) + 1
      seen.set(key, n)
      if (n > 1) key += '~' + n
    }
    items.push({
      key,
      group,
      box: element.querySelector('input'),
      deed: textOf(element.querySelector('.deed')) || text,
      essential: 'essential' in element.dataset,
      minutes: Number(element.dataset.minutes ?? 0),
      counts: !element.parentElement.closest('.how')
    })
  }
  return items
}

/** The text of an element without the marks of sources. */
function textOf (element) {
  const copy = element?.cloneNode(true)
  for (const mark of copy?.querySelectorAll('sup, .cite-sep') ?? []) mark.remove()
  return copy?.textContent.replace(/\s+/g, ' ').trim() ?? ''
}

/** A number for a text, in 53 bits: two texts of a page do not share one. */
function sum (text) {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 2654435761)
    b = Math.imul(b ^ text.charCodeAt(i), 1597334677)
  }
  a = Math.imul(a ^ a >>> 16, 2246822507) ^ Math.imul(b ^ b >>> 13, 3266489909)
  b = Math.imul(b ^ b >>> 16, 2246822507) ^ Math.imul(a ^ a >>> 13, 3266489909)
  return ((b >>> 0 & 0x1fffff) * 2 ** 32 + (a >>> 0)).toString(36)
}

function begin (words, [ticks, progress, left], name) {
  let all, items, essentials
  const button = what => ticks.querySelector(`[data-do=${what}]`) ?? left.querySelector(`[data-do=${what}]`)
  const [only, again, undo, copy, mail] = ['only', 'again', 'undo', 'copy', 'mail'].map(button)
  const list = left.querySelector('div')
  const [said, copied] = [ticks, left].map(box => box.querySelector('[role=status]'))
  let keys, before, timer
  let few = false // only the essentials are seen

  const shown = item => !few || item.essential
  const open = () => items.filter(item => !item.box.checked && shown(item))
  const done = items => items.filter(item => item.box.checked).length

  function read () {
    all = readItems()
    items = all.filter(item => item.counts)
    essentials = items.filter(item => item.essential)
    // What a browser would put back by itself may be older than what is kept.
    for (const item of all) item.box.autocomplete = 'off'
    markExtra()
  }

  function show () {
    for (const item of all) item.box.checked = keys.has(item.key)
    update()
  }

  function update () {
    const text = fill(words.done, done(items), items.length)
    const more = []
    if (essentials.length) more.push(fill(words.essential, done(essentials), essentials.length))
    const minutes = items.reduce((sum, item) => sum + (item.box.checked ? 0 : item.minutes), 0)
    if (minutes && items.every(item => item.minutes)) more.push(fill(words.time, duration(minutes)))
    const bar = progress.querySelector('progress')
    bar.max = items.length
    bar.value = done(items)
    progress.querySelector('strong').textContent = text
    progress.querySelector('span').textContent = more.join(' · ')
    if (left.open) tell()
    return text
  }

  /** Says it to those who do not see it, once the reader pauses. */
  function say (text) {
    clearTimeout(timer)
    timer = setTimeout(() => { said.textContent = text }, 800)
  }

  function change (set) {
    keys = set
    keep(name, keys)
    show()
  }

  /** Writes what is left: as a list to see, and as a text to copy or to send. */
  function tell () {
    const lines = []
    list.replaceChildren()
    let group, ul
    for (const item of open()) {
      if (item.group !== group || !ul) {
        group = item.group
        if (group) {
          lines.push('', group)
          list.append(element('p', group))
        }
        ul = list.appendChild(element('ul', ''))
      }
      lines.push('- ' + item.deed)
      ul.append(element('li', item.deed))
    }
    if (!ul) list.append(element('p', words.nothing))
    copied.textContent = ''
    copy.hidden = mail.hidden = !ul
    const title = document.querySelector('h1').textContent
    const home = document.querySelector('link[rel=canonical]')?.href
    mail.href = letter(`${left.querySelector('summary').textContent}: ${title}`, lines, home ?? '', words.more)
    return [title, ...lines, ...home ? ['', home] : []].join('\n')
  }

  const choose = essential => {
    few = essential
    only.setAttribute('aria-pressed', few)
    prose.classList.toggle('only', few)
    update()
  }
  // Another tab, or the page in the other language, may have changed what is kept.
  const fetchTicks = () => {
    const now = recall(name)
    if (now === undefined) return
    keys = now ?? new Set()
    show()
  }

  prose.addEventListener('change', ({ target }) => {
    const item = all.find(item => item.box === target)
    if (!item) return
    target.checked ? keys.add(item.key) : keys.delete(item.key)
    keep(name, keys)
    undo.hidden = true
    say(update())
  })
  only?.addEventListener('click', () => choose(!few))
  again.addEventListener('click', () => {
    if (!keys.size) return
    before = keys
    change(new Set())
    undo.hidden = false
    say(words.cleared)
  })
  undo.addEventListener('click', () => {
    again.focus()
    undo.hidden = true
    change(before)
    say(update())
  })
  left.addEventListener('toggle', tell)
  copy.addEventListener('click', async () => {
    const text = tell()
    try {
      await navigator.clipboard.writeText(text)
      copied.textContent = words.copied
    } catch {
      getSelection().selectAllChildren(list)
      copied.textContent = words.failed
    }
  })
  addEventListener('storage', event => { if (event.key === name || event.key === null) fetchTicks() })
  addEventListener('pageshow', event => { if (event.persisted) fetchTicks() })
  // A link to an item leads to it, whatever is hidden.
  addEventListener('hashchange', () => {
    const target = document.querySelector(':target')
    if (!few || !target?.closest('.extra')) return
    choose(false)
    target.scrollIntoView()
  })
  // What says how is open on paper.
  let opened = []
  addEventListener('beforeprint', () => {
    opened = [...prose.querySelectorAll('.how:not([open])')]
    for (const how of opened) how.open = true
  })
  addEventListener('afterprint', () => { for (const how of opened) how.open = false })

  // The preview puts what was saved into the page that is open.
  document.addEventListener('trousse:renewed', () => {
    read()
    show()
  })

  read()
  keys = recall(name) ?? new Set(all.filter(item => item.box.checked).map(item => item.key))
  show()
  prose.before(ticks, progress)
  prose.after(left)
}

/** Marks what is hidden where only the essentials are wanted: items, and sections with items of which none is essential. */
function markExtra () {
  for (const element of prose.querySelectorAll('.extra')) element.classList.remove('extra')
  let section = []
  const close = () => {
    const tasks = section.flatMap(element => [...element.querySelectorAll('.task')])
    if (tasks.length && !tasks.some(task => 'essential' in task.dataset)) for (const element of section) element.classList.add('extra')
    section = []
  }
  for (const element of prose.children) {
    if (element.matches('.heading')) close()
    section.push(element)
  }
  close()
  for (const list of prose.querySelectorAll('.tasks')) {
    if (list.closest('.how')) continue
    const items = [...list.children]
    for (const item of items) item.classList.toggle('extra', item.matches('.task') && !('essential' in item.dataset))
    if (items.every(item => item.matches('.extra'))) list.classList.add('extra')
  }
}

function fill (text, ...values) {
  return text.replace(/\{(\d)\}/g, (_, n) => values[n - 1])
}

/** A time in the words of the page's language, rounded to five minutes where it is long. */
function duration (minutes) {
  if (minutes > 15) minutes = Math.round(minutes / 5) * 5
  const write = (n, unit) => n ? new Intl.NumberFormat(document.documentElement.lang, { style: 'unit', unit, unitDisplay: 'long' }).format(n) : ''
  return `${write(Math.floor(minutes / 60), 'hour')} ${write(minutes % 60, 'minute')}`.trim()
}

function element (name, text) {
  const made = document.createElement(name)
  made.textContent = text
  return made
}

/** An address that opens a letter with lines in it: as many as mail programs take. */
function letter (subject, lines, home, more) {
  const most = 1900
  const head = `mailto:?subject=${encodeURIComponent(subject)}&body=`
  const write = lines => encodeURIComponent(lines.join('\r\n').trim())
  let n = lines.length
  const body = () => write([...lines.slice(0, n), ...n < lines.length ? ['', fill(more, lines.slice(n).filter(line => line[0] === '-').length)] : [], '', home])
  while (n > 0 && head.length + body().length > most) n--
  return head + body()
}

// What is kept: null where there is nothing, undefined where the browser refuses to remember. Then the ticks are
// those of the open page.
function recall (name) {
  try {
    const kept = JSON.parse(window[storage].getItem(name) ?? 'null')
    return Array.isArray(kept) ? new Set(kept) : null
  } catch {}
}

function keep (name, keys) {
  try {
    if (keys.size) window[storage].setItem(name, JSON.stringify([...keys]))
    else window[storage].removeItem(name)
  } catch {}
}
