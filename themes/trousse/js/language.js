/**
 * Makes the language switch keep the reader's place: where the address names a heading, it leads
 * to the same heading in the other language. Headings carry that link themselves.
 */
export function keepPlace (doc) {
  for (const link of doc.querySelectorAll('.languages a[hreflang]')) {
    const plain = link.getAttribute('href')
    link.addEventListener('click', () => {
      link.setAttribute('href', partner(doc, link.hreflang)?.getAttribute('href') ?? plain)
    })
  }
}

/** The link to the other language that the heading named by the address carries, if there is one. */
function partner (doc, lang) {
  const links = doc.querySelector(':target')?.querySelectorAll('a.partner') ?? []
  return [...links].find(a => a.hreflang === lang)
}
