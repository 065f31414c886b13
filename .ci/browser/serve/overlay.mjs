// A fault shows over the last good page and goes when it is mended, each time; and a save shows without the page
// moving. TROUSSE_CYCLES says how often; a few times are enough for every day.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { alone, copySite, serve } from './preview.mjs'

const cycles = Number(process.env.TROUSSE_CYCLES ?? 10)
const file = 'content/seniors/cameras-and-doorbells.fr.md'
const breaks = [
  text => text + '\n[nulle part](nulle-part.fr.md)\n',
  text => text.replace('title = ', 'titel = '),
  text => text + '\n::: story\nSans fin.\n'
]

export default async function check ({ browser, scratch }, found) {
  const site = copySite(join(scratch, 'overlay'))
  const good = site.read(file)
  const slug = /^slug = "(.*)"/m.exec(good)[1]
  const preview = await serve(join(scratch, 'trousse'), site.folder, scratch)
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const tab = await context.newPage()
  const overlay = tab.locator('#trousse\\.faults').locator('section')
  const path = `fr/aines/${slug}/`
  let seen = 0
  const took = []
  try {
    await tab.goto(preview.address + path)
    await tab.evaluate(() => scrollTo(0, 1500))
    const at = await tab.evaluate(() => scrollY)
    for (let i = 0; i < cycles; i++) {
      const word = `Cycle ${i}`
      site.write(file, breaks[i % breaks.length](good))
      if (!await overlay.waitFor({ state: 'visible', timeout: 10_000 }).then(() => true, () => false)) {
        found(path, `cycle ${i}: the fault does not show`)
        break
      }
      const begun = performance.now()
      site.write(file, good + `\n${word}.\n`)
      if (!await overlay.waitFor({ state: 'detached', timeout: 10_000 }).then(() => true, () => false)) {
        found(path, `cycle ${i}: the fault stays`)
        break
      }
      await tab.locator('.prose p', { hasText: new RegExp(`${word}\\.$`) }).waitFor({ state: 'attached', timeout: 10_000 })
      took.push(performance.now() - begun)
      const now = await tab.evaluate(() => scrollY)
      if (Math.abs(now - at) > 1) {
        found(path, `cycle ${i}: the page moved from ${at} to ${now}`)
        break
      }
      seen++
    }
  } finally {
    await context.close()
    await preview.stop()
  }
  took.sort((a, b) => a - b)
  return `${seen} of ${cycles} times broken and mended; mended text in the browser after ${Math.round(took[took.length >> 1])} ms in the middle, ${Math.round(took.at(-1))} at worst`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await alone(check)
