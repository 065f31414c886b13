// A decision guide is whole without this script: its answers are links to the sections of the page. With
// it, one question is seen at a time, or points are added up. What was answered is in the fragment of the
// address, which no browser sends to anybody: "#/need:1/who-can-see:2".

let article, prose, words, progress, box // parts of the page
let sections // by the ids of their headings, as addresses write them
let current // the fragment that says what is answered
let guide // what to do when the address changes, and when somebody presses a button

const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, n) => values[n - 1])
const address = steps => '#/' + steps.map(([id, n]) => id + ':' + n).join('/')

begin()
// In the preview a save puts new text onto the page.
document.addEventListener('trousse:renewed', () => {
  const fresh = child => !('part' in child.dataset) && !child.matches('.footnotes')
  if (!prose.isConnected || [...prose.children].some(fresh)) begin()
})
addEventListener('hashchange', () => guide.go())
document.addEventListener('change', event => prose.contains(event.target) && guide.choose?.())
document.addEventListener('click', event => {
  guide[event.target.closest('.walk button')?.dataset.do]?.()
  // Both languages have the same sections and answers.
  const link = event.target.closest('.languages a[hreflang]')
  if (link && current) link.hash = current
})

function begin () {
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
  guide = { copy, print: () => print(), ...article.dataset.points ? addUp() : walk() }
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
function read (hash) {
  return hash.slice(2).split('/').map(step => /^(.+):(\d+)$/.exec(step)?.slice(1) ?? [])
    .filter(([id, n]) => sections.get(id)?.answers[n - 1])
}

/** The id of the section that holds what the address names; '' where it names something else. */
function idAt (hash) {
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
function offer (shown) {
  for (const [selector, on] of Object.entries(shown)) {
    for (const element of box.querySelectorAll(selector)) element.hidden = !on
  }
  box.querySelector('[role=status]').textContent = ''
}

/** One question at a time. */
function walk () {
  const ids = [...sections.keys()]
  const [start] = ids
  let steps = []
  let here = start

  for (const section of sections.values()) {
    for (const list of section.element.querySelectorAll('ul:not(li ul)')) {
      section.answers = [...list.children].flatMap(item => {
        const link = item.querySelector('a[href^="#"]')
        const to = link && encodeURIComponent(decodeURIComponent(link.hash.slice(1)))
        if (!sections.has(to)) return []
        link.dataset.to = ids.indexOf(to) + 1 // for paper, where sections have numbers
        // What is said of an answer follows a colon in the text; beside a button it needs none.
        const rest = link.nextSibling
        if (rest?.nodeType === Node.TEXT_NODE) rest.data = rest.data.replace(/^\s*:\s*/, ' ')
        return { link, to }
      })
      if (section.answers.length) break
    }
    section.heading.tabIndex = -1
  }

  /** How many questions may be left, this one included. */
  const left = id => {
    const section = sections.get(id)
    if (section.left === undefined) {
      section.left = 0 // should it lead back to itself
      section.left = section.answers.reduce((most, { to }) => Math.max(most, 1 + left(to)), 0)
    }
    return section.left
  }

  /** The address of the point after some of the steps. */
  const after = n => n > 0 ? address(steps.slice(0, n)) : '#' + (steps[0]?.[0] ?? here)

  /** Goes where the address says; false where it names no part of the guide: a note, large print. */
  const goto = hash => {
    if (hash.startsWith('#/')) {
      steps = []
      here = start
      for (const [id, n] of read(hash)) {
        if (steps.length && id !== here) break
        steps.push([id, n])
        here = sections.get(id).answers[n - 1].to
      }
    } else {
      const id = hash ? idAt(hash) : start
      if (!id || id === here && hash !== '#' + id) return false
      steps = []
      here = id
    }
    show()
    return true
  }

  const show = () => {
    const { element, heading, answers } = sections.get(here)
    for (const section of sections.values()) section.element.hidden = section.element !== element
    prose.firstElementChild.hidden = steps.length > 0
    answers.forEach(({ link }, i) => { link.href = address([...steps, [here, i + 1]]) })

    const n = steps.length
    const ended = answers.length === 0
    progress.textContent = ended ? words.dataset.result : fill(words.dataset.progress, n + 1, n + left(here))
    heading.setAttribute('aria-describedby', progress.id)
    element.before(progress)
    article.toggleAttribute('data-done', ended && n > 0)
    offer({ '.ends': ended, '[data-do=back], .way, .kept': n > 0, '[data-do=again]': n > 0 || here !== start })
    box.querySelector('ol').replaceChildren(...steps.map(([id, choice], i) => {
      const item = document.createElement('li')
      const link = document.createElement('a')
      const answer = document.createElement('strong')
      link.href = after(i)
      link.textContent = sections.get(id).heading.textContent
      answer.textContent = sections.get(id).answers[choice - 1].link.textContent
      item.append(link, ' ', answer)
      return item
    }))
    current = after(n)
  }

  const arrive = () => {
    sections.get(here).heading.focus({ preventScroll: true })
    progress.scrollIntoView()
    if (!steps.length && location.hash !== '#' + here) document.querySelector(':target')?.scrollIntoView()
  }

  show()
  // Whoever comes with an address is taken there; whoever reads on in the preview stays where they are.
  if (location.hash && goto(location.hash) && document.readyState !== 'complete') arrive()

  return {
    go () {
      const before = steps.length
      if (!goto(location.hash)) return
      if (steps.length === before + 1) history.replaceState({ answered: true }, '')
      arrive()
    },
    back () {
      if (history.state?.answered) history.back()
      else location.hash = after(steps.length - 1)
    },
    again () {
      location.hash = start
    }
  }
}

/** Points that add up to a band. */
function addUp () {
  const { points, bands, most } = article.dataset
  const list = text => text.trim().split(' ').map(entry => {
    const [, id, numbers] = /^(.+):(.+)$/.exec(entry)
    return { key: encodeURIComponent(id), numbers: numbers.split(',').map(Number), ...sections.get(encodeURIComponent(id)) }
  })
  const ends = list(bands)
  const questions = list(points)
  for (const { key, element, heading, numbers } of questions) {
    const answers = [...element.querySelectorAll('ul:not(li ul)')].find(ul =>
      ul.children.length === numbers.length && /\)\W*$/.test(ul.textContent))
    answers.role = 'radiogroup'
    answers.setAttribute('aria-labelledby', heading.id)
    sections.get(key).answers = [...answers.children].map((item, i) => {
      const input = document.createElement('input')
      const label = document.createElement('label')
      Object.assign(input, { type: 'radio', name: 'answer.' + heading.id, value: i + 1, autocomplete: 'off' })
      label.append(input, ' ', ...item.childNodes)
      item.append(label)
      item.role = 'none'
      return input
    })
  }
  const inputs = questions.map(({ key }) => sections.get(key).answers)

  const show = () => {
    const chosen = inputs.map(group => group.findIndex(input => input.checked))
    const answered = chosen.filter(n => n >= 0).length
    const done = answered === questions.length
    const sum = chosen.reduce((sum, n, i) => sum + (questions[i].numbers[n] ?? 0), 0)
    const band = ends.filter(({ numbers }) => numbers[0] <= sum).sort((a, b) => b.numbers[0] - a.numbers[0])[0]
    for (const end of ends) end.element.hidden = !done || end !== band
    const text = [fill(words.dataset.answered, answered, questions.length)]
    if (done) text.push(fill(words.dataset.sum, sum, most), band.heading.textContent)
    progress.textContent = text.join('. ')
    article.toggleAttribute('data-done', done)
    offer({ '.ends': done, '[data-do=again], .kept': answered > 0 })
    current = address(chosen.flatMap((n, i) => n < 0 ? [] : [[questions[i].key, n + 1]]))
  }

  const go = () => {
    const hash = location.hash
    if (hash.startsWith('#/')) {
      for (const input of inputs.flat()) input.checked = false
      for (const [id, n] of read(hash)) sections.get(id).answers[n - 1].checked = true
      return show()
    }
    const section = sections.get(idAt(hash))
    if (!section?.element.hidden) return
    section.element.hidden = false // a band that somebody wants to read all the same
    document.querySelector(':target').scrollIntoView()
  }

  article.querySelector('.by-hand').hidden = true
  questions.at(-1).element.after(progress)
  show()
  go()

  return {
    go,
    choose () {
      show()
      history.replaceState(history.state, '', current)
    },
    again () {
      location.hash = '/'
      questions[0].heading.scrollIntoView()
      inputs[0][0].focus({ preventScroll: true })
    }
  }
}
