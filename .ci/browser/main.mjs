// Builds the site twice, with drafts and without, and lets the checks look at it.
// node main.mjs SCRATCH [CHECK…]; SCRATCH holds the program.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { checks } from './checks/index.mjs'
import { launch } from './lib/browser.mjs'
import { startServer } from './lib/server.mjs'
import { readSite } from './lib/site.mjs'

const [scratch, ...names] = process.argv.slice(2)
const unknown = names.filter(name => !checks.some(check => check.name === name))
if (unknown.length > 0) {
  console.error(`no such check: ${unknown.join(', ')}`)
  process.exit(2)
}

const servers = [await startServer(), await startServer()]
const drafts = readSite(build('drafts', servers[0], '--drafts'), servers[0])
const published = readSite(build('published', servers[1]), servers[1])
const browser = await launch()
let faults = 0
try {
  for (const { name, check, drafts: withDrafts } of checks) {
    if (names.length > 0 && !names.includes(name)) continue
    const begun = performance.now()
    let found = 0
    const say = (path, what) => {
      found++
      console.log(`${name}: ${path}: ${what}`)
    }
    const summary = await check({ site: withDrafts ? drafts : published, browser, scratch }, say).catch(error => {
      found++
      return `could not go on: ${error.message}`
    })
    faults += found
    console.log(`${name}: ${found || 'no'} ${found === 1 ? 'fault' : 'faults'} (${summary}; ${Math.round((performance.now() - begun) / 1000)} s)`)
  }
} finally {
  await browser.close()
  await Promise.all(servers.map(server => server.stop()))
}
process.exitCode = faults > 0 ? 1 : 0

/** Builds the site for the address of a server, and returns the folder. */
function build (name, server, ...options) {
  const folder = join(scratch, name)
  execFileSync(join(scratch, 'trousse'), ['-C', '../..', 'build', '--out', folder, '--base-url', server.origin + '/', ...options], {
    env: { ...process.env, XDG_CACHE_HOME: join(scratch, 'cache') }, stdio: ['ignore', 'ignore', 'inherit']
  })
  return folder
}
