/**
 * Makes the language switch lead to where the reader is: to the same heading in the other
 * language. Headings carry that link themselves.
 */
export function keepPlace (doc) {
  for (const link of doc.querySelectorAll('.languages a[hreflang]')) {
    const plain = link.getAttribute('href')
    link.addEventListener('click', () => {
      const there = partner(doc, link.hreflang)
      link.href = there ? there.href : plain
    })
  }
}

/** The link of the last heading that has gone past the top of the window, or is its target. */
function partner (doc, lang) {
  const links = [...doc.querySelectorAll('a.partner')].filter(a => a.hreflang === lang)
  return links.findLast?.(a => a.parentElement.getBoundingClientRect().top < innerHeight / 3)
}
