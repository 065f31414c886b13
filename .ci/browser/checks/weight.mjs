// A page with all that it loads is light enough for a slow telephone. Bytes are those of the bodies as they
// are sent, compressed; headers are not counted.
import { eachPage, visit } from '../lib/browser.mjs'

const limits = { home: 35_000 }
const limit = 25_000
const scriptLimit = 10_000
const long = new Set(['catalogue', 'glossary', 'plan', 'gap-analysis', 'sources']) // tables to look things up in, not to read

export default async function check ({ site, browser }, found) {
  const weights = []
  await eachPage(browser, site.pages, { fresh: true }, async (tab, page) => {
    const urls = new Set()
    tab.on('request', request => urls.add(request.url()))
    await visit(tab, page)
    await tab.evaluate(async () => {
      for (const image of document.images) image.loading = 'eager'
      await Promise.all([...document.images].map(image => image.decode().catch(() => {})))
      await document.fonts.ready
    })

    const sizes = [...urls].filter(url => url.startsWith(site.origin)).map(url => {
      const { headers, body } = site.server.look(url)
      return { script: /javascript/.test(headers['Content-Type']), bytes: body.length }
    })
    const sum = list => list.reduce((total, { bytes }) => total + bytes, 0)
    const weight = { path: page.path, kind: page.kind, bytes: sum(sizes), script: sum(sizes.filter(size => size.script)), requests: sizes.length }
    weights.push(weight)
    const most = long.has(page.kind) ? Infinity : limits[page.kind] ?? limit
    if (weight.bytes > most) found(page.path, `${weight.bytes} bytes in ${weight.requests} requests, at most ${most} allowed`)
    if (weight.script > scriptLimit) found(page.path, `${weight.script} bytes of JavaScript, at most ${scriptLimit} allowed`)
  })

  weights.sort((a, b) => b.bytes - a.bytes)
  const heaviest = kinds => {
    const page = weights.find(({ kind }) => kinds(kind))
    return page ? `${page.path} ${page.bytes} bytes in ${page.requests} requests` : 'none'
  }
  return `heaviest guide ${heaviest(kind => kind === 'guide')}; home ${heaviest(kind => kind === 'home')}; ` +
    `any ${heaviest(() => true)}; JavaScript ${Math.max(0, ...weights.map(({ script }) => script))} bytes`
}
