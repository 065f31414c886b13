// A sound page, and pages that are each broken in one way, with what the check must say of them.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'

const noise = bytes => randomBytes(bytes).toString('base64') // it hardly gets smaller by compression

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"

// A small decision guide, as the program makes it, with the program's own script.
const moduleText = name => readFileSync(new URL(`../../themes/trousse/js/${name}.js`, import.meta.url), 'utf8').replace(/^(import .*|export (?=let|const|function))/gm, '')
const guideScript = moduleText('guide') + moduleText('kind/decision')
const pointsScript = moduleText('guide') + moduleText('kind/points')
const button = name => `<button type="button" data-do="${name}">${name}</button>`
const walked = `<article><div class="prose">
<div class="heading"><h2 id="one">One?</h2></div><ul><li><a href="#two">Yes</a></li><li><a href="#end">No</a></li></ul>
<div class="heading"><h2 id="two">Two?</h2></div><ul><li><a href="#end">Yes</a></li><li><a href="#end">No</a></li></ul>
<div class="heading"><h2 id="end">The end</h2></div><ol><li>Do it.</li></ol>
</div><template class="walk" data-progress="Question {1} of {2}" data-result="Result" data-copied="Copied" data-failed="Failed"><p class="progress" id="page.progress"></p>
<div class="walk"><p class="ends">${button('print')}${button('copy')}<span role="status"></span></p><p>${button('back')}${button('again')}</p>
<section class="way"><ol></ol></section><p class="kept">Kept</p></div></template></article>`
const added = `<article data-points="one:0,2" data-bands="good:0 bad:2" data-most="2"><p class="by-hand">Add up</p><div class="prose">
<div class="heading"><h2 id="one">One?</h2></div><ul><li>Yes (0 points)</li><li>No (2 points)</li></ul>
<div class="heading"><h2 id="good">0 to 1 points: good</h2></div><ol><li>Go on.</li></ol>
<div class="heading"><h2 id="bad">2 points or more: bad</h2></div><ol><li>Begin.</li></ol>
</div><template class="walk" data-answered="Answered: {1} of {2}" data-sum="Points: {1} of {2}" data-copied="Copied" data-failed="Failed"><p class="progress" id="page.progress" role="status"></p>
<div class="walk"><p class="ends">${button('print')}${button('copy')}<span role="status"></span></p><p>${button('again')}</p><p class="kept">Kept</p></div></template></article>`
const guide = { check: 'decision', kind: 'decision' }
// A small checklist, as the program makes it, with the program's own script.
const listScript = readFileSync(new URL('../../themes/trousse/js/kind/checklist.js', import.meta.url), 'utf8')
const item = (id, attributes, text) => `<li class="task"${id ? ` id="${id}"` : ''}${attributes}><label><input type="checkbox"> ${text}</label>${attributes ? '<p class="task-facts"><strong>Essential</strong></p>' : ''}</li>`
const list = `<div class="pen"><p>Name</p></div>
<template class="ticks" data-page="a/list" data-done="{1} of {2} done" data-essential="Essentials: {1} of {2}" data-time="{1} left" data-cleared="Cleared" data-nothing="Nothing" data-copied="Copied" data-failed="Failed" data-more="{1} more">
<section class="ticks"><p class="does"><button type="button" aria-pressed="false" data-do="only">Only</button><button type="button" data-do="again">Again</button><button type="button" data-do="undo" hidden>Undo</button></p><p role="status"></p></section>
<p class="progress"><strong></strong> <span></span><progress aria-hidden="true"></progress></p>
<details class="left"><summary>Left</summary><div></div><p class="does"><button type="button" data-do="copy">Copy</button><a data-do="mail" href="mailto:">Mail</a><span role="status"></span></p></details></template>
<div class="prose"><div class="heading"><h2>One</h2></div>
<ul class="tasks">${item('lock', ' data-essential data-minutes="5"', '<strong class="deed">Lock it.</strong> It helps.')}${item('look', '', 'Look &amp; see')}</ul>
<div class="heading"><h2>Two</h2></div>
<ul class="tasks">${item('', '', 'Without a name').replace('</li>', '<details class="how"><summary>How</summary><p>So.</p></details></li>')}</ul></div>`
const listStyle = '.only .extra { display: none } :is(.does :is(button, a), .task > label, .left summary, .how summary) { display: block; min-block-size: 44px; min-inline-size: 44px } [hidden][data-do] { display: none !important } @media print { .task { break-inside: avoid } .how::details-content { content-visibility: visible; block-size: auto } }'
const brief = '<aside class="quick-exit"><a href="/">Leave</a></aside>' + list.replace('data-page', 'data-brief data-page')
const ticks = { check: 'checklist', kind: 'checklist', main: list, js: listScript, css: listStyle }
// A small catalogue of labels, likewise.
const tableScript = moduleText('kind/catalogue')
const labelRow = (id, tests, force, since) => `<tr data-tests="${tests}" data-force="${force}" data-since="${since}"><th scope="row"><a href="#${id}">${id}</a></th><td>${tests}</td><td>${force}</td><td>${since}</td></tr>`
const labels = `<div class="labels"><template class="sieve" data-shown="{1} of {2} shown" data-up="By {1}, up" data-down="By {1}, down">
<form class="sieve"><label>Tests <select name="tests" autocomplete="off"><option value="">All</option><option value="self">Self</option><option value="lab">Lab</option></select></label>
<label>Force <select name="force" autocomplete="off"><option value="">All</option><option value="law">Law</option><option value="voluntary">Voluntary</option></select></label>
<button type="button">All</button> <strong class="shown"></strong><p role="status"></p></form></template>
<div class="table"><table><thead><tr><th data-by="name">Label</th><th data-by="tests">Tests</th><th data-by="force">Force</th><th data-by="since">Since</th></tr></thead>
<tbody>${labelRow('beta', 'self lab', 'voluntary', '2024')}${labelRow('alpha', 'lab', 'law', '2025-01')}${labelRow('gamma', 'self', 'law', '')}</tbody></table></div>
${['alpha', 'beta', 'gamma'].map(id => `<div id="${id}">About ${id}</div>`).join('')}</div>`
const table = { check: 'catalogue', kind: 'catalogue', main: labels, js: tableScript, css: 'select, button { min-block-size: 44px }' }

/**
 * Each case: the check, a name, what the check has to say, and the fault. `css` and `js` go into files of
 * their own, `main` into the page, `headers` into the rules of the server; `html` changes the finished page.
 */
export const cases = [
  { check: 'axe', name: 'pale', says: /color-contrast/, css: 'p { color: #bbb }' },
  { check: 'axe', name: 'pale-if-dark', says: /dark.*color-contrast/, css: '@media (prefers-color-scheme: dark) { p { color: #444 } }' },
  { check: 'axe', name: 'pale-if-narrow', says: /320 px.*color-contrast/, css: '@media (max-width: 330px) { p { color: #999; background: #fff } }' },
  { check: 'axe', name: 'pale-if-wide', says: /1280 px.*color-contrast/, css: '@media (min-width: 1000px) { p { color: #999; background: #fff } }' },
  { check: 'axe', name: 'pale-if-large', says: /200 % text.*color-contrast/, css: 'body { container-type: inline-size } @media (min-width: 600px) { @container (max-width: 22rem) { p { color: #999; background: #fff } } }' },
  { check: 'axe', name: 'hidden-if-light', says: /dark.*image-alt/, css: '@media (prefers-color-scheme: light) { .night { display: none } }', main: '<p class="night">Night <img src="/icon.svg" width="24" height="24"></p>' },
  { check: 'axe', name: 'no-alternative', says: /image-alt/, main: '<img src="/icon.svg" width="24" height="24">' },

  { check: 'vnu', name: 'stray-tag', says: /Stray end tag/, main: '</section>' },
  { check: 'vnu', name: 'id-twice', says: /Duplicate ID/, main: '<p id="a">A</p><p id="a">B</p>' },
  { check: 'vnu', name: 'style-sheet', says: /colr/, at: '/style-sheet.css', css: 'p { colr: red }' },
  { check: 'vnu', name: 'drawing', says: /rekt/, at: '/drawing.svg', svg: '<svg xmlns="http://www.w3.org/2000/svg"><rekt/></svg>' },

  { check: 'layout', name: 'wide-box', says: /320 px: scrolls sideways/, css: 'p { inline-size: 500px }' },
  { check: 'layout', name: 'off-the-screen', says: /320 px: off the screen/, css: 'p { position: relative; inset-inline-start: -40px }' },
  { check: 'layout', name: 'wide-when-large', says: /200 % text: scrolls sideways/, css: '@media (min-width: 600px) { p { inline-size: 25rem } }' },
  { check: 'layout', name: 'wide-when-unfolded', says: /all unfolded: scrolls sideways/, css: 'details p { inline-size: 500px }', main: '<details><summary>More</summary><p>Text</p></details>' },
  { check: 'layout', name: 'unbreakable', says: /long words: scrolls sideways/, css: 'h1 { overflow-wrap: normal; hyphens: manual }' },
  { check: 'layout', name: 'fixed-height', says: /wide text spacing: text is cut/, css: 'p { block-size: 1.3rem; inline-size: 16rem; line-height: 1.2; overflow: hidden; font-size: 1rem }' },
  { check: 'layout', name: 'held-by-image', says: /no images: scrolls sideways/, css: 'main:not(:has(img)) p { inline-size: 500px }', main: '<img src="/icon.svg" alt="" width="24" height="24">' },
  { check: 'layout', name: 'overlap', says: /text over text/, css: '.b { margin-block-start: -2.6em }', main: '<p class="b">Text that lies over other text</p>' },

  { check: 'keyboard', name: 'no-outline', says: /the focus cannot be seen: a.bare/, css: '.bare:focus { outline: 0 }', main: '<p><a class="bare" href="/">Home</a></p>' },
  { check: 'keyboard', name: 'pale-outline', says: /the focus cannot be seen: a.bare/, css: '.bare:focus { outline: 0 solid #fff }', main: '<p><a class="bare" href="/">Home</a></p>' },
  { check: 'keyboard', name: 'jumping-order', says: /the order jumps back/, main: '<p><a tabindex="1" href="/">First of all</a></p>' },
  { check: 'keyboard', name: 'trap', says: /the focus cannot leave a#trap/, js: "document.querySelector('#trap').onkeydown = event => event.preventDefault()", main: '<p><a id="trap" href="/">Stay</a> <a href="/">Leave</a></p>' },
  { check: 'keyboard', name: 'passed-over', says: /does not reach a#over/, js: "document.querySelector('#over').onfocus = () => document.querySelector('#next').focus()", main: '<p><a id="over" href="/">One</a> <a id="next" href="/">Two</a></p>' },
  { check: 'keyboard', name: 'covered', says: /the focus is hidden behind div.cover/, css: '.cover { position: fixed; inset: 0; background: #fff }', main: '<div class="cover">Over all</div>' },
  { check: 'keyboard', name: 'no-skip', says: /no link to the text/, html: html => html.replace(/<a class="skip".*<\/a>/, '') },
  { check: 'keyboard', name: 'skip-fails', says: /does not take the focus there/, js: "document.querySelector('.skip').onclick = event => event.preventDefault()" },
  { check: 'keyboard', name: 'menu-stays', says: /does not close with Escape/, html: html => html.replace('/good.js', '/none.js') },
  { check: 'keyboard', name: 'menu-stuck', says: /does not open with Enter/, js: "document.querySelector('.menu summary').onclick = event => event.preventDefault()" },
  { check: 'keyboard', name: 'small-targets', says: /smaller than 24 px: button/, css: 'button { inline-size: 14px; block-size: 14px; padding: 0; margin: 0; border: 0; font-size: 8px }', main: '<div><button>A</button><button>B</button></div>' },

  { ...guide, name: 'walk', sound: true, says: [], main: walked, js: guideScript },
  { ...guide, name: 'sum', sound: true, says: [], main: added, js: pointsScript },
  { ...guide, name: 'walk-elsewhere', says: /answer 1 to two does not lead to nowhere/, main: walked.replace('id="two">Two?</h2></div><ul><li><a href="#end"', 'id="two">Two?</h2></div><ul><li><a href="#nowhere"'), js: guideScript },
  { ...guide, name: 'walk-not-reached', says: /does not come from the heading of one to its answer 2/, main: walked.replace('<a href="#end">No', '<a tabindex="-1" href="#end">No'), js: guideScript },
  { ...guide, name: 'walk-all-seen', says: /sees one, two, end instead of one/, main: walked },
  { ...guide, name: 'walk-no-focus', says: /sees one instead of two|the focus is not on the heading|going back/, main: walked, js: guideScript.replace('.heading.focus({ preventScroll: true })', '') },
  { ...guide, name: 'walk-no-address', says: /the address says/, main: walked, js: guideScript + "addEventListener('hashchange', () => history.replaceState(history.state, '', '#'))" },
  { ...guide, name: 'walk-no-progress', says: /nothing says how far/, main: walked.replace('class="progress"', 'class="progress" hidden'), js: guideScript },
  { ...guide, name: 'walk-heard-twice', says: /is heard twice: Question/, main: walked.replace('class="progress"', 'class="progress" role="status"'), js: guideScript },
  { ...guide, name: 'walk-no-way', says: /the way has 0 steps/, main: walked, js: guideScript, css: '.way li { display: none }' },
  { ...guide, name: 'walk-no-way-back', says: /going back does not come to two/, main: walked, js: guideScript.replace('history.back()', '0') },
  { ...guide, name: 'walk-early', says: /before there is one/, main: walked, js: guideScript, css: '.ends { display: flex !important }' },
  { ...guide, name: 'walk-no-copy', says: /the result has no button copy/, main: walked.replace(button('copy'), ''), js: guideScript },
  { ...guide, name: 'walk-on-paper', says: /paper has not just the result and the way: one, two, end/, main: walked, js: guideScript, css: '@media print { .prose > [hidden] { display: block } }' },
  { ...guide, name: 'walk-asks', says: /an answer asks for .*good.css/, main: walked, js: guideScript + "addEventListener('hashchange', () => fetch('/good.css'))" },
  { ...guide, name: 'walk-keeps', says: /answers are kept on the device/, main: walked, js: guideScript + "addEventListener('hashchange', () => localStorage.setItem('answers', location.hash))" },
  { ...guide, name: 'walk-forgets', says: /a reload loses|a reload shows/, main: walked, js: guideScript.replace('if (location.hash && goto', "history.replaceState(null, '', '#'); if (location.hash && goto") },
  { ...guide, name: 'walk-leaves', says: /the button that goes back leaves the page/, main: walked, js: guideScript.replace('if (history.state?.answered) history.back()', "if (steps.length === 1) location.assign('/')") },
  { ...guide, name: 'sum-wrong', says: /2 points: sees good instead of bad/, main: added.replace('bad:2', 'bad:3'), js: pointsScript },
  { ...guide, name: 'sum-early', says: /good is seen before anything is answered/, main: added, js: pointsScript.replace('!done || end !== band', 'end !== band') },
  { ...guide, name: 'sum-unsaid', says: /nothing says so/, main: added.replace(/ data-sum="[^"]*"/, ' data-sum="Points"'), js: pointsScript },
  { ...ticks, name: 'list', sound: true, says: [], switch: '/liste.html' },
  { ...ticks, name: 'liste', sound: true, says: [], switch: '/list.html', lang: 'fr-CA' },
  { ...ticks, name: 'list-brief', sound: true, says: [], main: brief },
  { ...ticks, name: 'list-brief-keeps', says: /kept beyond the tab/, main: brief, js: listScript.replace("'sessionStorage'", "'localStorage'") },
  { ...ticks, name: 'list-forgets', says: /lost by a reload/, js: listScript.replace('window[storage].setItem(name', 'String(name') },
  { ...ticks, name: 'list-numbers', says: /not there in the other language/, switch: '/liste-numbers.html', js: listScript.replace("'trousse:ticks:' + words.dataset.page", "'trousse:ticks:' + location.pathname") },
  { ...ticks, name: 'liste-numbers', says: /not there in the other language/, switch: '/list-numbers.html', lang: 'fr-CA', js: listScript.replace("'trousse:ticks:' + words.dataset.page", "'trousse:ticks:' + location.pathname") },
  { ...ticks, name: 'list-alone', says: /another tab does not follow/, switch: '/liste-alone.html', js: listScript.replace("'storage'", "'nothing'") },
  { ...ticks, name: 'liste-alone', says: /another tab does not follow/, switch: '/list-alone.html', lang: 'fr-CA', js: listScript.replace("'storage'", "'nothing'") },
  { ...ticks, name: 'list-asks', says: /a tick asks for .*good.css/, js: listScript + "addEventListener('change', () => fetch('/good.css'))" },
  { ...ticks, name: 'list-cookie', says: /there is a cookie/, js: listScript + "addEventListener('change', () => { document.cookie = 'a=b' })" },
  { ...ticks, name: 'list-keeps', says: /this is kept/, js: listScript + "addEventListener('change', () => localStorage.setItem('who', 'me'))" },
  { ...ticks, name: 'list-silent', says: /progress is not told/, js: listScript.replace('said.textContent = text', '0') },
  { ...ticks, name: 'list-no-progress', says: /no progress is shown/, js: '0' },
  { ...ticks, name: 'list-miscounts', says: /a tick does not count/, js: listScript.replace('fill(words.done, done(items)', 'fill(words.done, 0') },
  { ...ticks, name: 'list-small', says: /smaller than 44 px: button/, css: listStyle + '.does button { min-block-size: 20px !important; padding: 0; line-height: 1 }' },
  { ...ticks, name: 'list-all', says: /only the essentials: li#look/, css: listStyle.replace('.only .extra', '.other') },
  { ...ticks, name: 'list-empty-group', says: /an empty group/, css: listStyle + '.only .heading.extra { display: block !important }' },
  { ...ticks, name: 'list-untold', says: /does not tell its state/, js: listScript.replace("only.setAttribute('aria-pressed', few)", '0') },
  { ...ticks, name: 'list-no-way-back', says: /the essentials cannot be left/, js: listScript.replace("classList.toggle('only', few)", "classList.add('only')") },
  { ...ticks, name: 'list-short', says: /what is left has 1 of 2/, js: listScript.replace('!item.box.checked && shown(item)', "!item.box.checked && item.key !== 'lock'") },
  { ...ticks, name: 'list-posts', says: /what is left goes to https:/, js: listScript.replace('mail.href = letter(', "mail.href = 'https://example.org/' + letter(") },
  { ...ticks, name: 'list-empty-letter', says: /the letter lacks/, js: listScript.replace("lines.push('- ' + item.deed)", "lines.push('- ')") },
  { ...ticks, name: 'list-uncopied', says: /what is left is not copied/, js: listScript.replace('await navigator.clipboard.writeText(text)', '0') },
  { ...ticks, name: 'list-copied-unsaid', says: /nothing says that it is copied/, js: listScript.replace('copied.textContent = words.copied', '0') },
  { ...ticks, name: 'list-again', says: /starting over leaves a tick/, js: listScript.replace('change(new Set())', 'undo.hidden = false') },
  { ...ticks, name: 'list-remains', says: /leaves something on the device/, js: listScript.replace('window[storage].removeItem(name)', '0') },
  { ...ticks, name: 'list-no-undo', says: /cannot be taken back/, js: listScript.replace('undo.hidden = false', '0') },
  { ...ticks, name: 'list-undo-fails', says: /does not bring the tick back/, js: listScript.replace('change(before)', '0') },
  { ...ticks, name: 'list-undo-focus', says: /taking it back loses the focus/, js: listScript.replace('again.focus()', '0') },
  { ...ticks, name: 'list-needs-memory', says: /where nothing may be remembered: the script fails/, html: html => html.replace('<div class="pen">', `<div class="pen"><!-- ${'the longest of all '.repeat(40)}-->`), js: listScript + "localStorage.getItem('a')" },
  { ...ticks, name: 'list-hidden', says: /without JavaScript: cannot be seen: li#look/, css: listStyle + '#look { display: none }' },
  { ...ticks, name: 'list-dead-button', says: /a control that does nothing: button/, main: list + '<button type="button">Save</button>' },
  { ...ticks, name: 'list-cut', says: /may be cut across sheets/, css: listStyle.replace('break-inside: avoid', 'color: #000') },
  { ...ticks, name: 'list-how-folded', says: /on paper: how it is done is not there/, css: listStyle.replace('content-visibility: visible', 'content-visibility: hidden') },
  { ...ticks, name: 'list-essential-unsaid', says: /nothing says that it is essential/, css: listStyle + '@media print { .task-facts { display: none } }' },
  { ...ticks, name: 'list-no-name', says: /no room for a name/, main: list.replace('<div class="pen">', '<div>') },

  { ...table, name: 'labels', sound: true, says: [] },
  { ...table, name: 'labels-unsieved', says: /nothing narrows/, js: '0' },
  { ...table, name: 'labels-all', says: /tests 1 shows 3 labels, not 2/, js: tableScript.replace('row.hidden =', 'row.title =') },
  { ...table, name: 'labels-untold', says: /tests 1 is told as/, js: tableScript.replace("'change', () => { said.textContent = narrow() }", "'change', narrow") },
  { ...table, name: 'labels-stay', says: /not all labels come back/, js: tableScript.replace('form.reset()', '0') },
  { ...table, name: 'labels-small', says: /smaller than 44 px: button/, css: 'select, form button { min-block-size: 44px } thead button { block-size: 20px }' },
  { ...table, name: 'labels-nameless', says: /force has no label/, main: labels.replace('<label>Force', '<div>Force').replace('Voluntary</option></select></label>', 'Voluntary</option></select></div>') },
  { ...table, name: 'labels-unsorted', says: /“Label” in descending order changes nothing/, js: tableScript.replace('sorted.reverse()', '0') },
  { ...table, name: 'labels-way', says: /does not tell that it is ascending/, js: tableScript.replace("head.setAttribute('aria-sort', way)", '0') },
  { ...table, name: 'labels-ways', says: /two columns tell/, js: tableScript.replace("other.removeAttribute('aria-sort')", '0') },
  { ...table, name: 'labels-sort-untold', says: /sorting by “Label” is not told/, js: tableScript.replace('said.textContent = fill(way', 'fill(way') },
  { ...table, name: 'labels-lost', says: /“Label” in ascending order changes nothing/, js: tableScript.replace('...sorted.map(({ row }) => row)', '').replace('body.append()', 'sorted[0].row.remove()') },
  { ...table, name: 'labels-ask', says: /the table asks for .*good.css/, js: tableScript + "addEventListener('change', () => fetch('/good.css'))" },
  { ...table, name: 'labels-by-script', says: /without JavaScript: cannot be seen: tr/, main: labels.replace('<tr data', '<tr hidden data') },
  { ...table, name: 'labels-cardless', says: /without JavaScript: no card: tr/, main: labels.replace('<div id="beta">', '<div id="delta">') },
  { ...table, name: 'labels-controls', says: /without JavaScript: a control that does nothing: button/, main: labels.replace('Since</th>', '<button>Since</button></th>') },

  { check: 'private', name: 'other-host', says: /asks another host/, headers: [`Content-Security-Policy: ${policy} http://127.0.0.2:9`], main: '<img src="http://127.0.0.2:9/a.png" alt="">' },
  { check: 'private', name: 'refused-host', says: /against the policy: img-src/, main: '<img src="http://127.0.0.2:9/a.png" alt="">' },
  { check: 'private', name: 'cookie-by-script', says: /has a cookie/, js: "document.cookie = 'a=b'" },
  { check: 'private', name: 'cookie-by-server', says: /is sent a cookie/, headers: ['Set-Cookie: a=b'] },
  { check: 'private', name: 'style-attribute', says: /style attribute/, main: '<p style="color: red">Red</p>' },
  { check: 'private', name: 'style-element', says: /inline style/, main: '<style>p { color: red }</style>' },
  { check: 'private', name: 'script-element', says: /inline script/, main: '<script>let a</script>' },
  { check: 'private', name: 'script-attribute', says: /script attribute/, main: '<p onclick="a()">Click</p>' },
  { check: 'private', name: 'script-address', says: /script address/, main: '<a href="javascript:a()">Click</a>' },
  { check: 'private', name: 'console', says: /console: oh dear/, js: "console.error('oh dear')" },
  { check: 'private', name: 'script-error', says: /script fails: oh dear/, js: "throw new Error('oh dear')" },
  { check: 'private', name: 'missing-file', says: /404 for/, main: '<img src="/nothing.png" alt="">' },
  { check: 'private', name: 'no-policy', says: /without a content security policy/, headers: ['! Content-Security-Policy'] },
  { check: 'private', name: 'unsafe-policy', says: /allows what is unsafe/, headers: ['! Content-Security-Policy', `Content-Security-Policy: ${policy} 'unsafe-inline'`] },

  { check: 'plain', name: 'shown-by-script', says: /without JavaScript: cannot be seen: p.late/, css: '.late { display: none }', main: '<p class="late">Late</p>' },
  { check: 'plain', name: 'hidden-text', says: /cannot be seen: li/, main: '<ul><li hidden>Text <button>Button</button></li></ul>' },
  { check: 'plain', name: 'all-by-script', says: /the main part shows no text/, html: html => html.replace(/(<main[^>]*>).*(<\/main>)/s, '$1$2') },
  { check: 'plain', name: 'shown-by-style', says: /without style sheets: cannot be seen: p.shown/, css: '.shown { display: block }', main: '<p class="shown" hidden>Shown</p>' },
  { check: 'plain', name: 'upside-down', says: /read after, but seen above/, css: 'main { display: flex; flex-direction: column-reverse }' },
  { check: 'plain', name: 'heading-leap', says: /level 4 after one of level 1/, main: '<h4>Deep</h4>' },
  { check: 'plain', name: 'two-titles', says: /2 headings of the first level/, main: '<h1>Again</h1>' },
  { check: 'plain', name: 'dead-link', says: /leads nowhere/, html: html => html.replace('href="/"', 'href="/nothing/"') },
  { check: 'plain', name: 'switch-elsewhere', says: /leads to no page in that language/, switch: '/' },
  { check: 'plain', name: 'switch-one-way', says: /does not lead back/, switch: '/fr.html' },
  { check: 'plain', name: 'switch-covered', says: /the language switch does not lead on/, switch: '/fr.html', css: '.cover { position: fixed; inset: 0 }', main: '<div class="cover">Over all</div>' },

  { check: 'print', name: 'navigation', says: /navigation on paper/, css: '@media print { .menu { display: block } }' },
  { check: 'print', name: 'no-box', says: /no box to tick/, css: 'input { appearance: none }', main: '<label><input type="checkbox"> Do it</label>' },
  { check: 'print', name: 'ticked', says: /ticked by nobody/, js: "document.querySelector('input').checked = true", main: '<label><input type="checkbox"> To do</label>' },
  { check: 'print', name: 'lonely-heading', says: /ends with the heading “A heading of its own”/, css: 'h2 { break-after: page }', main: '<h2>A heading of its own</h2><p>Text on the next sheet</p>' },
  { check: 'print', name: 'empty-sheet', says: /is empty/, css: 'hr { break-after: page; visibility: hidden }', main: '<hr><hr><p>Text on the third sheet</p>' },
  { check: 'print', name: 'white-on-white', says: /too light for paper/, css: '@media print { p { color: #ddd } }' },

  { check: 'weight', name: 'heavy-guide', kind: 'guide', says: /at most 25000 allowed/, main: `<!-- ${noise(26_000)} -->` },
  { check: 'weight', name: 'heavy-home', kind: 'home', says: /at most 35000 allowed/, main: `<!-- ${noise(36_000)} -->` },
  { check: 'weight', name: 'heavy-script', says: /of JavaScript, at most 10000 allowed/, js: `// ${noise(11_000)}` },

  { check: 'lighthouse', name: 'all', kind: 'guide', says: [/accessibility \d/, /best-practices \d/, /seo \d/, /performance \d/], html: html => html
    .replace('</head>', '<meta name="robots" content="noindex"></head>').replace('</main>', '<img src="/icon.svg"></main>'), js: "console.error('oh dear'); const end = Date.now() + 1500; while (Date.now() < end);" }
]

/** The files of the site that the cases of a check make, with two sound pages, one in each language. */
export function siteOf (check) {
  const files = {
    'index.html': document({ name: 'home', kind: 'home', lang: 'en-CA', switch: '/fr.html' }),
    'fr.html': document({ name: 'accueil', kind: 'home', lang: 'fr-CA', switch: '/' }),
    'robots.txt': 'User-agent: *\nAllow: /\n',
    'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>',
    'good.css': css,
    'good.js': js,
    _headers: `/*\n  Content-Security-Policy: ${policy}\n`
  }
  for (const broken of cases.filter(broken => broken.check === check)) {
    files[`${broken.name}.html`] = document(broken)
    for (const ending of ['css', 'js', 'svg']) if (broken[ending]) files[`${broken.name}.${ending}`] = broken[ending]
    if (broken.headers) files._headers += `/${broken.name}.html\n${broken.headers.map(line => `  ${line}\n`).join('')}`
  }
  return files
}

function document ({ name, kind = name, lang = 'en-CA', main = '', css, js, html = html => html, ...page }) {
  return html(`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The page ${name}</title>
<meta name="description" content="A page that is made to be looked at">
<link rel="icon" type="image/svg+xml" href="/icon.svg">
<link rel="stylesheet" href="/good.css">
${css ? `<link rel="stylesheet" href="/${name}.css">\n` : ''}<script src="/good.js" defer></script>
${js ? `<script src="/${name}.js" defer></script>\n` : ''}<script type="application/ld+json">{"@context": "https://schema.org"}</script>
</head>
<body data-kind="${kind}">
<a class="skip" href="#text">Skip to the text</a>
<header>
<nav class="menu" aria-label="Menu"><details><summary>Menu</summary><ul><li><a href="/">Home</a></li></ul></details></nav>
${page.switch ? `<nav class="languages" aria-label="Language"><a href="${page.switch}" hreflang="${lang === 'fr-CA' ? 'en-CA' : 'fr-CA'}">Other language</a></nav>\n` : ''}</header>
<main id="text" tabindex="-1">
<h1>The page ${name}</h1>
<p>Some words that say what the page is about.</p>
${main}
</main>
</body>
</html>
`)
}

const css = `html { color-scheme: light dark; background: #fff; color: #000 }
body { margin: 1rem; line-height: 1.6; overflow-wrap: anywhere }
.skip { position: absolute; inset-block-start: -10rem }
.skip:focus { inset-block-start: 0 }
nav a, summary { display: block; inline-size: max-content; min-inline-size: 24px; min-block-size: 24px }
a { color: #00c }
main:focus { outline: 0 }
:focus-visible { outline: 3px solid #00c }
@media (prefers-color-scheme: dark) {
  html { background: #000; color: #fff }
  a { color: #9cf }
  :focus-visible { outline-color: #9cf }
}
@media print {
  html { background: #fff; color: #000 }
  a { color: #000 }
  nav, .skip { display: none }
}
`

const js = `const menu = document.querySelector('.menu details')
menu.addEventListener('keydown', event => {
  if (event.key === 'Escape' && menu.open) {
    menu.open = false
    menu.querySelector('summary').focus()
  }
})
`
