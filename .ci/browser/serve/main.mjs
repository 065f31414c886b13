// Looks at the preview as an editor does. node serve/main.mjs SCRATCH; SCRATCH holds the program.
import { launch } from '../lib/browser.mjs'
import align from './align.mjs'
import desk from './desk.mjs'
import overlay from './overlay.mjs'
import pair from './pair.mjs'

const [scratch] = process.argv.slice(2)
const browser = await launch()
let faults = 0
try {
  for (const [name, check] of Object.entries({ align, overlay, pair, desk })) {
    const begun = performance.now()
    let found = 0
    const summary = await check({ browser, scratch }, (path, what) => {
      found++
      console.log(`preview, ${name}: ${path}: ${what}`)
    }).catch(error => {
      found++
      return `could not go on: ${error.message}`
    })
    faults += found
    console.log(`preview, ${name}: ${found || 'no'} ${found === 1 ? 'fault' : 'faults'} (${summary}; ${Math.round((performance.now() - begun) / 1000)} s)`)
  }
} finally {
  await browser.close()
}
process.exitCode = faults > 0 ? 1 : 0
