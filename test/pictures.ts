import path from 'node:path'
import { chromium } from 'playwright-core'
import { freePort } from '../infra/local/free-port.ts'
import { listen } from '../infra/local/listen.ts'
import { reportsOf } from '../shared/domain/report/reports-of.ts'
import { jakpreneur } from '../shared/programme/jakpreneur.ts'
import { renderMail } from '../shared/render/report-mail.ts'
import { publishedIssues } from './support/made-issues.ts'
import { pagesOf } from './support/pages-of.ts'

/** Takes the README's pictures of the page and the mail anew: the published row of November 2021. */
const pictures = path.join(import.meta.dirname, '../.github')
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

const made = publishedIssues(jakpreneur)
const latest = made.at(-1)
if (!latest) throw new Error('There is an issue of November')
const server = await listen(pagesOf(made).app, await freePort(18_790))
const browser = await chromium.launch({ executablePath })
const page = await browser.newPage({ viewport: { width: 1200, height: 1370 }, colorScheme: 'light' })
await page.goto(`${server.endpoint}/?lang=en`, { waitUntil: 'networkidle' })
await page.screenshot({ path: path.join(pictures, 'page.png') })

const report = reportsOf(latest.issue, latest.hash)({ area: jakpreneur.areas[0]?.[0] ?? '' })
const { html } = renderMail(report, { language: 'en', links: {} })
const mail = await browser.newPage({ viewport: { width: 680, height: 1140 }, colorScheme: 'light' })
await mail.setContent(html)
await mail.screenshot({ path: path.join(pictures, 'mail.png') })
await browser.close()
await server.stop()
