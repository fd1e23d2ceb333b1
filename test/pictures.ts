import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { html } from 'hono/html'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { findFreePort } from '../infra/local/free-port.ts'
import { listen } from '../infra/local/listen.ts'
import { makeReports } from '../shared/domain/report/issue-reports.ts'
import { jakpreneur } from '../shared/programme/jakpreneur.ts'
import { renderMail } from '../shared/render/report-mail.ts'
import { publishedWithoutLenders } from './support/made-issues.ts'
import { pagesOf } from './support/pages-of.ts'

/**
 * Renews the documents' pictures: the page and the mail of the published row of November 2021, the output of `npm start`,
 * and three pages of the desk with the demo's people.
 */
const pictures = path.join(import.meta.dirname, '../.github')
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

const made = publishedWithoutLenders(jakpreneur)
const latest = made.at(-1)
if (!latest) throw new Error('There is an issue of November')
const server = await listen(pagesOf(made).app, await findFreePort(18_790))
const browser = await chromium.launch({ executablePath })
const page = await browser.newPage({ viewport: { width: 1200, height: 1440 }, colorScheme: 'light' })
await page.goto(`${server.endpoint}/?lang=en`, { waitUntil: 'networkidle' })
await page.screenshot({ path: path.join(pictures, 'page.png') })

const report = makeReports(latest.issue, latest.hash)({ area: jakpreneur.areas[0]?.[0] ?? '' })
const reportMail = renderMail(report, { language: 'en', links: {} })
const mail = await browser.newPage({ viewport: { width: 680, height: 1240 }, colorScheme: 'light' })
await mail.setContent(reportMail.html)
await mail.screenshot({ path: path.join(pictures, 'mail.png') })

const terminal = await browser.newPage({ viewport: { width: 960, height: 100 } })
const demo = await startDemo()
await terminal.setContent(String(terminalOf(demo.printed)))
await terminal.screenshot({ path: path.join(pictures, 'start.png'), fullPage: true })
await takeDeskPictures(demo.home)
await demo.stop()
await browser.close()
await server.stop()

/** Starts the system for the first time. Returns what it prints once it is up, and the address of its home page. */
async function startDemo() {
  const data = await mkdtemp(path.join(tmpdir(), 'capaian-pictures-'))
  const started = spawn(process.execPath, ['infra/local/start.ts', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  for await (const piece of started.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    printed += piece
    if (printed.includes('Ctrl-C')) break
  }
  return {
    printed: printed.slice(printed.indexOf('Buka / open'), printed.indexOf('Ctrl-C')),
    home: /http:\S+/.exec(printed)?.[0] ?? '',
    async stop(): Promise<void> {
      const ended = once(started, 'exit')
      started.kill('SIGTERM')
      await ended
      await rm(data, { recursive: true })
    },
  }
}

/** Takes the start page of an officer, a member on a phone, and the figures of the administrator. */
async function takeDeskPictures(home: string): Promise<void> {
  const officer = await enterDesk(home, 'officer-gambir', { viewport: { width: 1200, height: 1000 } })
  await officer.screenshot({ path: path.join(pictures, 'desk-officer.png') })

  const phone = await enterDesk(home, 'officer-gambir', { viewport: { width: 360, height: 760 }, deviceScaleFactor: 2 })
  await phone.goto(new URL('/worklist', phone.url()).href)
  await phone.locator('main td a, main th a').first().click()
  await phone.waitForLoadState('networkidle')
  await phone.screenshot({ path: path.join(pictures, 'desk-phone.png') })

  const head = await enterDesk(home, 'admin', { viewport: { width: 1200, height: 1250 } })
  await head.goto(new URL('/figures', head.url()).href)
  await head.getByLabel('Bulan').selectOption({ index: 1 })
  await head.getByRole('button', { name: 'Tampilkan' }).click()
  await head.waitForLoadState('networkidle')
  await head.screenshot({ path: path.join(pictures, 'desk-figures.png') })
}

/** Signs in at the desk as one of the demo's people, in a browser profile of its own. */
async function enterDesk(home: string, person: string, look: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ colorScheme: 'light', ...look })
  const visit = await context.newPage()
  await visit.goto(home)
  await visit.getByRole('link', { name: 'Meja petugas' }).click()
  await visit.getByRole('link', { name: person }).click()
  await visit.waitForLoadState('networkidle')
  return visit
}

function terminalOf(printed: string) {
  return html`<!doctype html><meta charset="utf-8">
<style>html { background: #0f172a } body { margin: 0 } pre { color: #e2e8f0; font: 14px/19.2px 'DejaVu Sans Mono', monospace; margin: 0; padding: 22px 26px } b { color: #7dd3fc }</style>
<pre><b>$ npm ci &amp;&amp; npm start</b>

${printed.trimEnd()}</pre>`
}
