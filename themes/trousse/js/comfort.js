const choices = ['text', 'theme']

/** Puts what the reader chose earlier to work, before anything is drawn. */
export function applyChoices (root) {
  for (const name of choices) show(root, name, remembered(name))
}

/** Puts what the reader chooses to work, and remembers it on this device. */
export function followChoices (doc) {
  doc.addEventListener('change', event => {
    if (!event.target.closest('.comfort form')) return
    const { name, value } = event.target
    show(doc.documentElement, name, value)
    remember(name, value)
  })
  doc.addEventListener('submit', event => {
    if (event.target.closest('.comfort form')) event.preventDefault()
  })
}

/** Shows the controls for text size and colours, set as was chosen earlier. */
export function offerChoices (doc) {
  const box = doc.querySelector('.comfort')
  if (!box) return
  const form = box.querySelector('form')
  for (const name of choices) form.elements[name].value = remembered(name)
  box.hidden = false
}

function show (root, name, value) {
  if (value) root.dataset[name] = value
  else delete root.dataset[name]
}

// A browser may refuse to remember, or a page opened from a folder may not be allowed to.
function remembered (name) {
  try {
    return localStorage.getItem('trousse.' + name) ?? ''
  } catch {
    return ''
  }
}

function remember (name, value) {
  try {
    if (value) localStorage.setItem('trousse.' + name, value)
    else localStorage.removeItem('trousse.' + name)
  } catch {}
}
