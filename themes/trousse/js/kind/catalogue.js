// Narrows the table of all labels down and sorts it, and says so. Without it the table is whole, in the order in
// which a shopper meets the labels.
begin()
// In the preview a save puts new text onto the page.
document.addEventListener('trousse:renewed', begin)

function begin () {
  const words = document.querySelector('template.sieve')
  const region = document.querySelector('.labels .table')
  if (!words || !region || region.previousElementSibling?.matches('form')) return
  const { shown, up, down } = words.dataset
  const form = words.content.firstElementChild.cloneNode(true)
  const [seen, said] = ['.shown', '[role=status]'].map(what => form.querySelector(what))
  const picks = [...form.querySelectorAll('select')]
  const body = region.querySelector('tbody')
  const rows = [...body.rows]
  const alphabet = new Intl.Collator(document.documentElement.lang, { numeric: true })

  function narrow () {
    for (const row of rows) row.hidden = picks.some(({ name, value }) => value && !row.dataset[name].split(' ').includes(value))
    seen.textContent = fill(shown, rows.filter(row => !row.hidden).length, rows.length)
    return seen.textContent
  }

  /** What a row is sorted by: words of a choice have their place in it, dates theirs in time, all else in the alphabet. */
  function place (row, by, column) {
    const choice = picks.find(({ name }) => name === by)
    if (choice) return row.dataset[by].split(' ').map(word => [...choice.options].findIndex(({ value }) => value === word))
    return by === 'since' ? [row.dataset.since || '9'] : [row.cells[column].textContent]
  }

  function compare (a, b) {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const d = typeof a[i] === 'number' ? a[i] - b[i] : alphabet.compare(a[i], b[i])
      if (d) return d
    }
    return a.length - b.length
  }

  for (const head of region.querySelectorAll('thead th')) {
    const name = head.textContent
    const button = document.createElement('button')
    button.type = 'button'
    button.append(...head.childNodes)
    head.append(button)
    button.addEventListener('click', () => {
      const way = head.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending'
      for (const other of head.parentNode.cells) other.removeAttribute('aria-sort')
      head.setAttribute('aria-sort', way)
      const { by } = head.dataset
      const sorted = rows.map(row => ({ row, at: place(row, by, head.cellIndex) })).sort((a, b) => compare(a.at, b.at))
      if (way === 'descending') sorted.reverse()
      body.append(...sorted.map(({ row }) => row))
      said.textContent = fill(way === 'ascending' ? up : down, name)
    })
  }

  form.addEventListener('submit', event => event.preventDefault())
  form.addEventListener('change', () => { said.textContent = narrow() })
  form.querySelector('button').addEventListener('click', () => {
    form.reset()
    said.textContent = narrow()
  })
  narrow()
  region.before(form)
}

function fill (text, ...values) {
  return text.replace(/\{(\d)\}/g, (_, n) => values[n - 1])
}
