import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { reportTables } from '../../../shared/render/tables/report-tables.ts'
import { formatMarkedCell } from '../../../shared/render/tables/table.ts'
import { wordingOf } from '../../../shared/render/words/wording.ts'
import { publishedIssues } from '../../support/made-issues.ts'
import { pagesOf, publicReportsOf } from '../../support/pages-of.ts'
import { parseCsv } from '../../support/parse-csv.ts'
import { readXlsx } from '../../support/read-xlsx.ts'

const made = publishedIssues(jakpreneur)
const { app, logged } = pagesOf(made)
const text = async (path: string) => (await app.request(path)).text()
/** A page as a reader sees it: without markup and runs of spaces. */
const read = (page: string) =>
  page
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')

test('the first screen has both readings of the row, each with definition and basis, and says what fell and why', async () => {
  const page = read(await text('/?lang=en'))
  const first = page.slice(0, page.indexOf('The seven-stage funnel'))
  expect(first).toContain('Registered members 283,343 = 101.19% of the target of 280,000')
  expect(first).toContain('101.57% of the target of 278,971')
  expect(first).toContain('Financed members (loan approved) 6,159 = 2.17% of those registered')
  expect(first.match(/Definition\./g)).toHaveLength(2)
  expect(first.match(/Basis\./g)).toHaveLength(2)
  expect(first).toContain(
    'Registered members fell by 821 (0.29%) since October 2021. 1,579 newly registered, 2,400 registrations reversed (registered twice).',
  )
})

test('the basis of a target is quoted in Indonesian, and marked as Indonesian on the English page', async () => {
  expect(await text('/?lang=en')).toMatch(
    /<b>Target\.<\/b> 280,000, \w+ \d{4}–\w+ \d{4}\. <span lang="id">Sebagaimana dimuat pers/,
  )
  expect(await text('/')).toMatch(/<b>Target\.<\/b> 280\.000, [^<]*\. <span>Sebagaimana dimuat pers/)
})

test('pages speak Indonesian unless asked for English, and every month and issue has an address', async () => {
  expect(read(await text('/'))).toContain('283.343 = 101,19% dari target 280.000')
  expect(await text('/reports/2021-10')).toContain('<html lang="id">')
  expect(await text('/reports/2021-10/1?lang=en')).toContain('October 2021')
  const chosen = await app.request('/reports?month=2021-09&lang=en')
  expect([chosen.status, chosen.headers.get('Location')]).toEqual([303, '/reports/2021-09?lang=en'])
})

test.each([
  '/reports/2019-01',
  '/reports/2021-11/2',
  '/reports/2021-11/1/capaian-2021-10-1.csv',
  '/nowhere',
  '/reports/x',
])('a missing page is answered as such: %s', async (path) => {
  const answer = await app.request(path)
  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain('<h1>')
})

test('a reader who has a page already gets 304', async () => {
  const first = await app.request('/reports/2021-10')
  const tag = first.headers.get('ETag') ?? ''
  expect(tag).toMatch(/^W\/"/)
  const again = await app.request('/reports/2021-10', { headers: { 'If-None-Match': tag } })
  expect([again.status, await again.text()]).toEqual([304, ''])
  expect(again.headers.get('Cache-Control')).toBe(first.headers.get('Cache-Control'))
  expect((await app.request('/reports/2021-09', { headers: { 'If-None-Match': tag } })).status).toBe(200)
})

test.each(['csv', 'json', 'xlsx', 'pdf'])(
  'a %s file is kept for minutes and asked for again by its tag',
  async (type) => {
    const path = `/reports/2021-10/1/capaian-2021-10-1.${type}`
    const first = await app.request(path)
    expect(first.headers.get('Cache-Control')).toBe('public, max-age=300')
    const again = await app.request(path, { headers: { 'If-None-Match': first.headers.get('ETag') ?? '' } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  },
)

test('files whose address changes with their content are cached permanently', async () => {
  const [, path = ''] = /href="(\/assets[^"]+\.css)"/.exec(await text('/')) ?? []
  expect((await app.request(path)).headers.get('Cache-Control')).toContain('immutable')
})

test.each(['/', '/reports/2021-10', '/reports/2021-10/1/capaian-2021-10-1.csv', '/reports/2019-01'])(
  'whoever asks only for the head of %s gets it, and nothing else',
  async (path) => {
    const [whole, head] = [await app.request(path), await app.request(path, { method: 'HEAD' })]
    expect([head.status, [...head.headers]]).toEqual([whole.status, [...whole.headers]])
    expect(await head.text()).toBe('')
  },
)

test('pages run no script, load nothing from other hosts and may be cached', async () => {
  const answer = await app.request('/')
  const page = await answer.text()
  expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  expect(answer.headers.get('Content-Security-Policy')).not.toContain('unsafe')
  expect(answer.headers.get('Cache-Control')).toBe('public, max-age=300')
  expect(page).not.toMatch(/<script|style="|https?:\/\/(?!capaian)/)
  for (const [, path = ''] of page.matchAll(/(?:href|src)="(\/assets[^"]+)"/g))
    expect((await app.request(path)).status).toBe(200)
  expect(logged).toEqual([])
})

test('before the first issue the front page says that there is none', async () => {
  const answer = await pagesOf([]).app.request('/')
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('Belum ada laporan')
})

test('page, CSV, XLSX and JSON agree on every figure of every table', async () => {
  const [report] = publicReportsOf(made).slice(-1)
  if (!report) throw new Error('There is an issue of November')
  const own = '/reports/2021-11/1/capaian-2021-11-1'
  expect(JSON.parse(await text(`${own}.json`))).toEqual(JSON.parse(JSON.stringify(report)))
  const wording = wordingOf('id')
  const tables = reportTables(report, wording).filter(({ rows }) => rows.length > 0)
  const page = read(await text('/reports/2021-11'))
  const rows = parseCsv(await text(`${own}.csv`))
  const { sheets } = readXlsx(new Uint8Array(await (await app.request(`${own}.xlsx`)).arrayBuffer()))
  const inOrder = tables.toSorted((a, b) => Number(b.code === 'about') - Number(a.code === 'about'))
  for (const table of tables) {
    const inFile = rows.filter(([code]) => code === table.code).map((cells) => cells[5])
    const cells = table.rows.flatMap((row) => row.slice(table.keys))
    expect([table.code, inFile]).toEqual([table.code, cells.map((cell) => (cell === null ? '' : String(cell)))])
    // The contents come first.
    const sheet = sheets[1 + inOrder.indexOf(table)]
    for (const [i, row] of table.rows.entries())
      for (const [at, column] of table.columns.entries()) {
        const cell = row[at] ?? null
        const address = `${String.fromCharCode(65 + (at % 26))}${i + 2}`
        if (typeof cell === 'number' && at < 26)
          expect([table.code, address, sheet?.get(address)]).toEqual([
            table.code,
            address,
            expect.objectContaining({ number: cell }),
          ])
        if (!column.detail && table.code !== 'about')
          expect(page).toContain(formatMarkedCell(table, row, at, wording).replace(/\s+/g, ' '))
      }
  }
})

test('the checking page runs one script, which may connect to nothing, and explains checking without it', async () => {
  const answer = await app.request('/periksa?lang=en')
  const policy = answer.headers.get('Content-Security-Policy') ?? ''
  expect(policy).toContain("default-src 'none'; style-src 'self'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toContain('connect-src')
  const page = await answer.text()
  const [script = ''] = page.match(/\/assets\/check\.[0-9a-f]+\.js/) ?? []
  expect(await (await app.request(script)).text()).toContain("crypto.subtle.digest('SHA-256'")
  expect(read(page)).toContain('Without JavaScript, check by the commands below.')
  expect(page).toContain('sha256sum capaian-2021-11-1.json')
  expect(await text('/verify.py')).toBe(await readFile('functions/pages/samples/verify.py', 'utf8'))
  expect((await app.request('/')).headers.get('Content-Security-Policy')).not.toContain('script-src')
  expect(await text('/')).not.toContain('<script')
})

test('a month can be read as it was known on a given day', async () => {
  const status = async (path: string) => (await app.request(path)).status
  // Issued on the 4th at 23:00 UTC, which is the 5th in Jakarta.
  expect(await status('/reports/2021-10?asOf=2021-11-04')).toBe(404)
  expect(await status('/reports/2021-10?asOf=2021-11-05')).toBe(200)
  expect(await status('/reports/2021-10?asOf=yesterday')).toBe(404)
})
