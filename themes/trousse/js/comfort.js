const choices = ['text', 'theme']

/** Puts what the reader chose earlier to work, before anything is drawn. */
export function applyChoices (root) {
  for (const name of choices) show(root, name, remembered(name))
}

/** Shows the controls for text size and colours, and remembers on this device what is chosen. */
export function offerChoices (doc) {
  const box = doc.querySelector('.comfort')
  if (!box) return
  const form = box.querySelector('form')
  for (const name of choices) form.elements[name].value = remembered(name)
  form.addEventListener('change', event => {
    const { name, value } = event.target
    show(doc.documentElement, name, value)
    remember(name, value)
  })
  form.addEventListener('submit', event => event.preventDefault())
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
