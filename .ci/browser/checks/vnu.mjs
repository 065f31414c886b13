// The Nu HTML Checker over every HTML, CSS and SVG file of the site, in one run of Java.
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar')

// What it is wrong about. It takes 'self' for a file and data for a script: the check `private` asks the browser
// itself about the policy. And it does not know the newer CSS by which a box stands beside its anchor.
const wrong = [
  /violates Content Security Policy/,
  /^CSS: “position-(area|anchor|try(-\w+)*)”: Property .* doesn't exist/,
  /^CSS: .*“anchor-center” is not/,
  /^CSS: Unrecognized at-rule “@position-try”/
]

export default async function check ({ site }, found) {
  const files = readdirSync(site.root, { recursive: true }).sort().filter(file => /\.(html|css|svg)$/.test(file))
  const { messages } = await run(files.map(file => join(site.root, file)))
  for (const { type, subType, url, lastLine, lastColumn, message } of messages) {
    if (type === 'info' && subType !== 'warning') continue
    if (wrong.some(pattern => pattern.test(message))) continue
    const path = '/' + relative(site.root, fileURLToPath(url)).replace(/(^|\/)index\.html$/, '$1')
    found(path, `${lastLine ?? 1}:${lastColumn ?? 1}: ${subType ?? type}: ${message}`)
  }
  return `${files.length} files`
}

/** Java's answer. The checker ends with 1 where it found something, and writes its report to the error stream. */
function run (files) {
  const args = ['-Xmx512m', '-jar', jar, '--also-check-css', '--also-check-svg', '--format', 'json', ...files]
  return new Promise((resolve, reject) => {
    execFile('java', args, { maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stderr))
      } catch {
        reject(new Error(`the Nu HTML Checker did not answer: ${stderr || error}`))
      }
    })
  })
}
