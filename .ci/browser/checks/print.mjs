// On paper: no navigation, boxes to tick with a pen, black on white, and no heading left alone at the foot of a page.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eachPage, visit } from '../lib/browser.mjs'
import { samples } from '../lib/site.mjs'

export default async function check ({ site, browser, scratch }, found) {
  const pages = samples(site)
  const sheets = []
  // Whoever prints from a dark screen prints on white paper.
  await eachPage(browser, pages, { colorScheme: 'dark', viewport: { width: 800, height: 1000 } }, async (tab, page) => {
    await tab.emulateMedia({ media: 'print' })
    await visit(tab, page)
    for (const fault of await tab.evaluate(faults)) found(page.path, fault)
    const headings = await tab.evaluate(() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
      .filter(window.look.visible).map(heading => heading.innerText.replace(/\s+/g, ' ').trim()))

    const file = join(scratch, `${pages.indexOf(page)}.pdf`)
    writeFileSync(file, await tab.pdf({ format: 'Letter', preferCSSPageSize: true }))
    const texts = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1)
    sheets.push(`${page.path} ${texts.length}`)
    texts.forEach((text, i) => {
      const heading = headingAtFoot(text, headings)
      if (heading) found(page.path, `sheet ${i + 1} of ${texts.length} ends with the heading “${heading}”`)
      if (!text.trim()) found(page.path, `sheet ${i + 1} of ${texts.length} is empty`)
    })
  })
  return `${pages.length} pages; sheets: ${sheets.sort().join(', ')}`
}

/** The heading that the text of a sheet ends with; it may take several lines. */
function headingAtFoot (text, headings) {
  const lines = text.split('\n').map(line => line.replace(/\s+/g, ' ').trim()).filter(Boolean)
  for (let n = 1; n <= 5; n++) {
    const foot = lines.slice(-n).join(' ')
    if (headings.includes(foot)) return foot
  }
}

function faults () {
  const { name, visible, luminance } = window.look
  const out = []
  for (const nav of document.querySelectorAll('nav')) {
    if (!nav.closest('main') && visible(nav) && nav.innerText.trim()) out.push(`navigation on paper: ${name(nav)}`)
  }
  for (const box of document.querySelectorAll('input[type=checkbox]')) {
    const style = getComputedStyle(box)
    const { width, height } = box.getBoundingClientRect()
    const drawn = style.appearance !== 'none' || ['Top', 'Right', 'Bottom', 'Left'].every(side =>
      style[`border${side}Style`] !== 'none' && parseFloat(style[`border${side}Width`]) >= 1 && luminance(style[`border${side}Color`]) < 0.5)
    if (!visible(box) || width < 8 || height < 8 || !drawn) out.push(`no box to tick: ${name(box.closest('label, li') ?? box)}`)
    if (box.checked && !box.hasAttribute('checked')) out.push(`a box that was ticked by nobody: ${name(box.closest('label, li') ?? box)}`)
  }
  for (const element of document.querySelectorAll('h1, h2, h3, p, li, td')) {
    if (visible(element) && element.innerText.trim() && luminance(getComputedStyle(element).color) > 0.4) out.push(`too light for paper: ${name(element)}`)
  }
  return out
}
