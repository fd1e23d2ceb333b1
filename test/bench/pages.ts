import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { type Browser, chromium } from 'playwright-core'
import { findFreePort } from '../../infra/local/free-port.ts'
import { listen } from '../../infra/local/listen.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { publishedIssues } from '../support/made-issues.ts'
import { pagesOf } from '../support/pages-of.ts'
import { isMissing } from '../support/tools.ts'
import { note, print, times } from './report.ts'
import { median } from './samples.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const rounds = 5
const phone = { width: 360, height: 740 }

/** A slow mobile network, as Lighthouse sets it: 150 ms there and back, 1.6 Mbit/s. */
const network = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }

const paths = ['/', '/reports/2021-10?lang=en', '/wilayah/31.71.07', '/wilayah', '/peta/P7', '/data', '/embed']

/** A page with nothing but a sentence: what server, network and browser take by themselves. */
const barePath = '/bare'
const barePage = '<!doctype html><html lang="id"><meta charset="utf-8"><title>-</title><h1>283.343</h1></html>'

const readPaint = `new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({
    type: 'largest-contentful-paint', buffered: true,
  })
})`

/** Measures the public pages as a phone with an empty cache gets them: requests, bytes and the largest contentful paint. */
export async function publicPages(): Promise<void> {
  if (isMissing(executablePath)) return note(`The pages are not measured: there is no ${executablePath}.`)
  const app = new Hono()
    .use(compress())
    .get(barePath, (c) => c.html(barePage))
    .route('/', pagesOf(publishedIssues(jakpreneur)).app)
  const server = await listen(app, await findFreePort(18_760))
  const browser = await chromium.launch({ executablePath })
  const visits = new Map<string, Visit[]>([barePath, ...paths].map((path) => [path, []]))
  for (let round = 0; round < rounds; round++)
    for (const [path, own] of visits) own.push(await visit(browser, `${server.endpoint}${path}`))
  await browser.close()
  await server.stop()
  const paintOf = (path: string) => median((visits.get(path) ?? []).map(({ paintMs }) => paintMs))
  const bare = paintOf(barePath)
  print({
    title: 'The public pages on a phone with an empty cache and a slow network',
    says:
      'LCP: milliseconds until the largest part of what is in sight is painted. ratio: by that of a page of one line, ' +
      'visited in turn. KB: of all requests, compressed. The network is held at 150 ms there and back and 1.6 Mbit/s; ' +
      '2,500 ms is what the web calls good.',
    columns: ['page', 'requests', 'KB', 'LCP p50 ms', 'worst', 'ratio'],
    rows: [...visits].map(([path, own]) => [
      path,
      own[0]?.requests ?? 0,
      ((own[0]?.bytes ?? 0) / 1000).toFixed(1),
      paintOf(path).toFixed(0),
      Math.max(...own.map(({ paintMs }) => paintMs)).toFixed(0),
      times(paintOf(path), bare),
    ]),
  })
}

type Visit = { requests: number; bytes: number; paintMs: number }

/** Opens a page in a browser that has seen nothing before. */
async function visit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: phone, isMobile: true, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', network)
  let requests = 0
  let bytes = 0
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    requests += 1
    bytes += encodedDataLength
  })
  await page.goto(address, { waitUntil: 'networkidle' })
  const paintMs = Number(await page.evaluate(readPaint))
  await context.close()
  return { requests, bytes, paintMs }
}
