// The checks in the order in which they run, and which of the two sites each looks at: one with drafts, because
// the gallery for theme authors is one, or the one that readers get.
import axe from './axe.mjs'
import catalogue from './catalogue.mjs'
import decision from './decision.mjs'
import checklist from './checklist.mjs'
import keyboard from './keyboard.mjs'
import layout from './layout.mjs'
import lighthouse from './lighthouse.mjs'
import plain from './plain.mjs'
import print from './print.mjs'
import privacy from './private.mjs'
import vnu from './vnu.mjs'
import weight from './weight.mjs'

export const checks = [
  { name: 'vnu', check: vnu, drafts: true },
  { name: 'axe', check: axe, drafts: true },
  { name: 'layout', check: layout, drafts: true },
  { name: 'keyboard', check: keyboard, drafts: true },
  { name: 'decision', check: decision, drafts: true },
  { name: 'checklist', check: checklist, drafts: true },
  { name: 'catalogue', check: catalogue, drafts: true },
  { name: 'private', check: privacy, drafts: true },
  { name: 'plain', check: plain, drafts: true },
  { name: 'print', check: print, drafts: true },
  { name: 'weight', check: weight },
  { name: 'lighthouse', check: lighthouse }
]
