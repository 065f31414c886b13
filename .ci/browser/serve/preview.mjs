// A preview of a copy of the site, for checks of what an editor sees.
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launch } from '../lib/browser.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')

/** A copy of the site that may be changed. */
export function copySite (folder) {
  mkdirSync(folder)
  for (const name of ['config.toml', 'content']) cpSync(join(root, name), join(folder, name), { recursive: true })
  const read = file => readFileSync(join(folder, file), 'utf8')
  const write = (file, text) => writeFileSync(join(folder, file), text)
  const edit = (file, change) => {
    const text = read(file)
    const changed = change(text)
    if (changed === text) throw new Error(`${file} is not as this check expects`)
    write(file, changed)
  }
  edit('config.toml', text => `${text}\n[rules]\nmissing-partner = "warning"\n`)
  return { folder, read, write, edit }
}

/** Starts the preview on a free port. */
export async function serve (program, folder, scratch) {
  const child = spawn(program, ['-C', folder, 'serve', '--port', '0'], {
    env: { ...process.env, LANG: 'en_CA.UTF-8', LC_ALL: '', LANGUAGE: '', XDG_CACHE_HOME: join(scratch, 'cache') }, stdio: ['ignore', 'pipe', 'ignore']
  })
  const ended = new Promise(resolve => child.on('exit', resolve))
  const address = await new Promise((resolve, reject) => {
    let out = ''
    child.stdout.on('data', data => {
      out += data
      const said = /http:\/\/\S+/.exec(out)
      if (said) resolve(said[0])
    })
    ended.then(() => reject(new Error(`the preview ended: ${out}`)))
  })
  return {
    address,
    stop () {
      child.kill()
      return ended
    }
  }
}

/** Runs one check by itself, with a program and a browser of its own. */
export async function alone (check) {
  const scratch = mkdtempSync(join(tmpdir(), 'preview-'))
  execFileSync('go', ['build', '-o', join(scratch, 'trousse'), './cmd/trousse'], { cwd: root, stdio: 'inherit' })
  const browser = await launch()
  let faults = 0
  try {
    console.log(await check({ browser, scratch }, (path, what) => { faults++; console.log(`${path}: ${what}`) }))
  } finally {
    await browser.close()
    rmSync(scratch, { recursive: true })
  }
  process.exitCode = faults > 0 ? 1 : 0
}
