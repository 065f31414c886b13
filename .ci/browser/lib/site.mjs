// Finds every HTML page of a built folder by itself: a page that nobody listed is checked too.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The site in a folder as the checks see it. A page has `path` (its address on the site), `url`,
 * `file`, `html`, `lang`, `kind` (what the body says it is, or `embed`) and `moves` (it sends its
 * reader on at once).
 */
export function readSite (root, server) {
  server.serve(root)
  const files = readdirSync(root, { recursive: true }).map(file => file.split('\\').join('/')).sort()
  const pages = files.filter(file => file.endsWith('.html')).map(file => {
    const html = readFileSync(join(root, file), 'utf8')
    const path = '/' + file.replace(/(^|\/)index\.html$/, '$1')
    return {
      path,
      url: server.origin + path,
      file: join(root, file),
      html,
      lang: /<html[^>]*\slang="?([\w-]+)/i.exec(html)?.[1] ?? '',
      kind: /<body[^>]*\sdata-kind="?([\w-]+)/i.exec(html)?.[1] ?? (/(^|\/)embed\//.test(file) ? 'embed' : 'other'),
      moves: /http-equiv="?refresh/i.test(html)
    }
  })
  return { root, server, origin: server.origin, pages }
}

/** One page of each kind in each language: the longest, because it shows most of what the kind can show. */
export function samples (site) {
  const best = new Map()
  for (const page of site.pages.filter(page => !page.moves)) {
    const key = `${page.kind} ${page.lang}`
    if (!best.has(key) || page.html.length > best.get(key).html.length) best.set(key, page)
  }
  return [...best.values()]
}
