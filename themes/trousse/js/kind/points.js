// A guide whose answers have points is whole without this script: readers add up by hand. With it, answers
// can be chosen, and the band that the sum is in is shown.
import { address, article, box, fill, idAt, note, offer, progress, read, run, sections, words } from '../guide.js'

run(function addUp () {
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
    const fragment = address(chosen.flatMap((n, i) => n < 0 ? [] : [[questions[i].key, n + 1]]))
    note(fragment)
    return fragment
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
      history.replaceState(history.state, '', show())
    },
    again () {
      location.hash = '/'
      questions[0].heading.scrollIntoView()
      inputs[0][0].focus({ preventScroll: true })
    }
  }
})
