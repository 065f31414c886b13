// What both sorts of decision guides share: those that lead from question to question, and those that add up
// points. What was answered is in the fragment of the address, which no browser sends to anybody:
// "#/need:1/who-can-see:2".

export let article, prose, words, progress, box // parts of the page
export let sections // by the ids of their headings, as addresses write them
let current // the fragment that says what is answered
let guide // what to do when the address changes, and when somebody presses a button

export const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, n) => values[n - 1])
export const address = steps => '#/' + steps.map(([id, n]) => id + ':' + n).join('/')

/** Notes what is answered. */
export function note (fragment) {
  current = fragment
}

/** Makes a guide of the page with `make`, and again whenever a save puts new text onto it in the preview. */
export function run (make) {
  begin(make)
  // In the preview a save puts new text onto the page.
  document.addEventListener('trousse:renewed', () => {
    const fresh = child => !('part' in child.dataset) && !child.matches('.footnotes')
    if (!prose.isConnected || [...prose.children].some(fresh)) begin(make)
  })
  addEventListener('hashchange', () => guide.go())
  document.addEventListener('change', event => prose.contains(event.target) && guide.choose?.())
  document.addEventListener('click', event => {
    guide[event.target.closest('.walk button')?.dataset.do]?.()
    // Both languages have the same sections and answers.
    const link = event.target.closest('.languages a[hreflang]')
    if (link && current) link.hash = current
  })
}

function begin (make) {
  article = document.querySelector('article')
  prose = article.querySelector('.prose')
  for (const old of prose.querySelectorAll('[data-part]')) old.remove()
  words = article.querySelector('template.walk')
  const tools = words.content.cloneNode(true)
  progress = tools.querySelector('.progress')
  box = tools.querySelector('.walk')
  progress.dataset.part = box.dataset.part = ''
  current = ''
  sections = partText()
  Array.from(sections.values()).at(-1).element.after(box)
  guide = { copy, print: () => print(), ...make() }
}

/** Puts each heading of the second level, with what follows, into a section, and gives these by their ids. */
function partText () {
  const found = new Map()
  const part = name => {
    const element = document.createElement(name)
    element.dataset.part = ''
    return element
  }
  let element = part('div')
  prose.prepend(element)
  for (const child of [...prose.children].slice(1)) {
    const heading = child.matches('h2') ? child : child.querySelector('h2')
    if (child.matches('.footnotes')) element = null
    else if (heading) {
      element = part('section')
      child.before(element)
      found.set(encodeURIComponent(heading.id), { element, heading, answers: [] })
    }
    element?.append(child)
  }
  return found
}

/** The answers that an address names, as far as they make sense. */
export function read (hash) {
  return hash.slice(2).split('/').map(step => /^(.+):(\d+)$/.exec(step)?.slice(1) ?? [])
    .filter(([id, n]) => sections.get(id)?.answers[n - 1])
}

/** The id of the section that holds what the address names; '' where it names something else. */
export function idAt (hash) {
  let target
  try {
    target = document.getElementById(decodeURIComponent(hash.slice(1)))
  } catch {}
  for (const [id, { element }] of sections) if (target && element.contains(target)) return id
  return ''
}

async function copy () {
  const { copied, failed } = words.dataset
  const address = location.href.split('#')[0] + current
  const copying = navigator.clipboard?.writeText(address) ?? Promise.reject()
  box.querySelector('[role=status]').textContent = await copying.then(() => copied, () => failed)
}

/** Shows the parts of the box that are of use now. */
export function offer (shown) {
  for (const [selector, on] of Object.entries(shown)) {
    for (const element of box.querySelectorAll(selector)) element.hidden = !on
  }
  box.querySelector('[role=status]').textContent = ''
}
