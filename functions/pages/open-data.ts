import { type Context, Hono } from 'hono'
import type { IssueRecord } from '../../shared/domain/report/issue.ts'
import { listLatestByMonth } from '../../shared/domain/report/issue-history.ts'
import { readLanguage } from '../../shared/domain/values/language-query.ts'
import { dataJson, dcatCatalogue } from '../../shared/render/open-data/catalogue.ts'
import { csvwMetadata } from '../../shared/render/open-data/csvw.ts'
import { atomFeed } from '../../shared/render/open-data/feed.ts'
import { jsonLd, turtle } from '../../shared/render/open-data/graph.ts'
import { issueIndex } from '../../shared/render/open-data/issue-index.ts'
import { jsonStat, statDivisions } from '../../shared/render/open-data/json-stat.ts'
import {
  csvwPath,
  dataPath,
  feedPath,
  issuesPath,
  jsonStatPath,
  tidyCsvPath,
} from '../../shared/render/open-data/paths.ts'
import { robots, siteMap } from '../../shared/render/open-data/site-map.ts'
import { tidyCsv } from '../../shared/render/open-data/tidy-csv.ts'
import { dataPage } from '../../shared/render/page/data-page.ts'
import type { openPublicIssues } from '../../shared/usecases/issues/public-issues.ts'
import { forAWhile } from './caching.ts'

type OpenData = { known: ReturnType<typeof openPublicIssues>; readOrigin: (c: Context) => string }

/** The number of issues in the feed. Somebody who reads it every half year misses none. */
const issuesInFeed = 12

/** The figures for programs and portals: files of all months, catalogues, feed and indexes. */
export function openDataApp({ known, readOrigin }: OpenData) {
  const app = new Hono()
  /** Sends a file that pages of other sites may read too. */
  const send = (c: Context, body: string, type: string, headers: Record<string, string> = {}) =>
    c.body(body, 200, {
      'Content-Type': type,
      'Cache-Control': forAWhile,
      'Access-Control-Allow-Origin': '*',
      ...headers,
    })
  const sendJson = (c: Context, value: unknown, type = 'application/json') =>
    send(c, `${JSON.stringify(value)}\n`, type)

  app.get(tidyCsvPath, async (c) =>
    send(c, tidyCsv(await known.allMonths()), 'text/csv; charset=utf-8; header=present', {
      'Content-Disposition': 'attachment; filename="capaian.csv"',
      Link: `<${csvwPath}>; rel="describedby"; type="application/csvm+json"`,
    }),
  )
  for (const by of statDivisions)
    app.get(jsonStatPath(by), async (c) =>
      sendJson(c, jsonStat(await known.allMonths(), by, readLanguage(c.req.query('lang')))),
    )
  app.get(issuesPath, async (c) => sendJson(c, issueIndex(await known.list(), readOrigin(c))))
  app.get('/robots.txt', (c) => send(c, robots(readOrigin(c)), 'text/plain; charset=utf-8'))
  app.get('/sitemap.xml', async (c) => {
    const issues = await known.list()
    const latest = issues.at(-1)
    const months = listLatestByMonth(issues).map(({ month }) => month)
    return send(c, siteMap(latest && (await known.report(latest)), months, readOrigin(c)), 'application/xml')
  })

  app.get(feedPath, async (c) => {
    const newest = (await known.list()).toSorted((a, b) => (a.issuedAt < b.issuedAt ? 1 : -1)).slice(0, issuesInFeed)
    const [first, ...others] = await Promise.all(newest.map((issue) => known.report(issue)))
    if (!first) return c.notFound()
    return send(
      c,
      atomFeed([first, ...others], readOrigin(c), readLanguage(c.req.query('lang'))),
      'application/atom+xml',
    )
  })

  app.get('/catalog.jsonld', async (c) => {
    const published = await readPublished(c)
    return published ? send(c, jsonLd(dcatCatalogue(published)), 'application/ld+json') : c.notFound()
  })
  app.get('/catalog.ttl', async (c) => {
    const published = await readPublished(c)
    return published ? send(c, turtle(dcatCatalogue(published)), 'text/turtle; charset=utf-8') : c.notFound()
  })
  app.get('/data.json', async (c) => {
    const published = await readPublished(c)
    return published ? sendJson(c, dataJson(published)) : c.notFound()
  })
  app.get(csvwPath, async (c) => {
    const published = await readPublished(c)
    if (!published) return c.notFound()
    return sendJson(c, csvwMetadata(published.report), 'application/csvm+json')
  })
  app.get(dataPath, async (c) => {
    const published = await readPublished(c)
    if (!published) return c.notFound()
    const { report, issues, origin } = published
    c.header('Cache-Control', forAWhile)
    return c.html(dataPage(report, { language: readLanguage(c.req.query('lang')), issues, origin }))
  })

  async function readPublished(c: Context) {
    const issues: IssueRecord[] = await known.list()
    const latest = issues.at(-1)
    return latest && { report: await known.report(latest), issues, origin: readOrigin(c) }
  }

  return app
}
