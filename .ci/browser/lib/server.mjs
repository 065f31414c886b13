// Serves a folder as a static host would: compressed, with the headers of the folder's own `_headers`
// file and its own pages for what is not found. It knows how many bytes each address costs.
import { createServer } from 'node:http'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'
import { gzipSync } from 'node:zlib'

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2'
}
const squeezed = /^(text|application)\/|svg/

/** Starts a server on a free port. It serves nothing until it is given a folder with `serve`. */
export async function startServer () {
  let root, rules, answers
  const server = createServer((request, response) => {
    const { status, headers, body } = answer(new URL(request.url, 'http://host').pathname)
    response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body)
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  server.keepAliveTimeout = 60_000 // a browser's idle connection is never cut while it is about to ask

  function answer (path) {
    if (!answers.has(path)) answers.set(path, look(path))
    return answers.get(path)
  }

  function look (path) {
    const file = join(root, normalize(decodeURIComponent(path)))
    if (existsSync(file) && statSync(file).isDirectory() && !path.endsWith('/')) {
      return { status: 301, headers: { Location: path + '/' }, body: Buffer.alloc(0) }
    }
    const page = path.endsWith('/') ? join(file, 'index.html') : file
    if (existsSync(page)) return send(200, page, path)
    const language = join(root, path.split('/')[1] ?? '', '404.html')
    const missing = [language, join(root, '404.html')].find(existsSync)
    return missing ? send(404, missing, path) : { status: 404, headers: {}, body: Buffer.alloc(0) }
  }

  function send (status, file, path) {
    const headers = { 'Content-Type': types[extname(file)] ?? 'application/octet-stream', ...headersFor(rules, path) }
    const raw = readFileSync(file)
    const small = squeezed.test(headers['Content-Type'])
    if (small) headers['Content-Encoding'] = 'gzip'
    const body = small ? gzipSync(raw, { level: 9 }) : raw
    headers['Content-Length'] = body.length
    return { status, headers, body }
  }

  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    serve (folder) {
      root = folder
      answers = new Map()
      const file = join(root, '_headers')
      rules = existsSync(file) ? readRules(readFileSync(file, 'utf8')) : []
    },
    /** The status, headers and compressed bytes of an address on this server. */
    look: url => answer(new URL(url).pathname),
    stop () {
      server.closeAllConnections()
      return new Promise(resolve => server.close(resolve))
    }
  }
}

/** Reads a `_headers` file: a path, then its headers, indented. */
function readRules (text) {
  const rules = []
  for (const line of text.split('\n')) {
    if (!line.trim() || line.startsWith('#')) continue
    if (!/^\s/.test(line)) {
      const pattern = line.trim().split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')
      rules.push({ path: new RegExp(`^${pattern}$`), headers: [] })
    } else {
      const [, drop, name, value] = /^\s+(!\s*)?([\w-]+)\s*:?\s*(.*)$/.exec(line)
      rules.at(-1).headers.push({ drop, name, value })
    }
  }
  return rules
}

/** As hosts do it: every rule that fits counts, one name twice is joined by a comma, `! Name` takes it away. */
function headersFor (rules, path) {
  const headers = {}
  for (const rule of rules.filter(rule => rule.path.test(path))) {
    for (const { drop, name, value } of rule.headers) {
      if (drop) delete headers[name]
      else headers[name] = name in headers ? `${headers[name]}, ${value}` : value
    }
  }
  return headers
}
