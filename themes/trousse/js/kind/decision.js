// A guide that leads from question to question is whole without this script: its answers are links to the
// sections of the page. With it, one section is seen at a time.
import { address, article, box, fill, idAt, note, offer, progress, prose, read, run, sections, words } from '../guide.js'

run(function walk () {
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
    note(after(n))
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
})
