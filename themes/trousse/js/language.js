/**
 * Makes the language switch keep the reader's place: where the address names a heading, it leads
 * to the same heading in the other language. Headings carry that link themselves; an item of a checklist
 * has the same name in every language.
 */
export function keepPlace (doc) {
  const plain = new WeakMap() // the address that a link of the switch has by itself
  doc.addEventListener('click', event => {
    const link = event.target.closest('.languages a[hreflang]')
    if (!link) return
    if (!plain.has(link)) plain.set(link, link.getAttribute('href'))
    const item = doc.querySelector('.task:target')
    const own = item ? plain.get(link) + '#' + item.id : plain.get(link)
    link.setAttribute('href', partner(doc, link.hreflang)?.getAttribute('href') ?? own)
  })
}

/** The link to the other language that the heading named by the address carries, if there is one. */
function partner (doc, lang) {
  const links = doc.querySelector(':target')?.querySelectorAll('a.partner') ?? []
  return [...links].find(a => a.hreflang === lang)
}
