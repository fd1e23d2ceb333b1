import { expect, test } from 'vitest'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { readOnce } from '../../../shared/usecases/read-once.ts'
import { publishedIssues } from '../../support/made-issues.ts'
import { pagesOf } from '../../support/pages-of.ts'
import { parseCsv } from '../../support/parse-csv.ts'

const { app, logged } = pagesOf(publishedIssues(jakpreneur))
const origin = 'https://capaian.example'
const get = (path: string) => app.request(path)
const text = async (path: string) => (await get(path)).text()

/** Many outputs name the same addresses, so each address is asked for once. */
const statusOf = readOnce(async (address: string) => (await get(address)).status)

test('one file has all months, and says where its columns are explained', async () => {
  const answer = await get('/data/capaian.csv')
  expect(answer.headers.get('Link')).toContain('</data/capaian.csv-metadata.json>; rel="describedby"')
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
  const [, ...rows] = parseCsv((await answer.text()).slice(1))
  expect(new Set(rows.map(([period]) => period)).size).toBe(14)
  const november = rows.filter(
    ([period, area, , agency, gender, category, stage]) =>
      [period, area, agency, gender, category, stage].join() === '2021-11,31,_T,_T,_T,P1',
  )
  expect(november).toEqual([
    ['2021-11', '31', 'Daerah Khusus Jakarta', '_T', '_T', '_T', 'P1', '283343', 'shown', '', '1', 'as_posted'],
  ])
  expect(rows.some(([, , , , , , , , status]) => status === 'earlier')).toBe(true)
})

test.each([
  ['/data/capaian.json', 'application/json'],
  ['/data/capaian-gender.json', 'application/json'],
  ['/data/capaian.csv-metadata.json', 'application/csvm+json'],
  ['/catalog.jsonld', 'application/ld+json'],
  ['/catalog.ttl', 'text/turtle; charset=utf-8'],
  ['/data.json', 'application/json'],
  ['/issues.json', 'application/json'],
  ['/feed.xml', 'application/atom+xml'],
  ['/sitemap.xml', 'application/xml'],
  ['/robots.txt', 'text/plain; charset=utf-8'],
  ['/data', 'text/html; charset=UTF-8'],
])('%s is %s, and every address in it that is ours leads somewhere', async (path, type) => {
  const answer = await get(path)
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, type])
  const addresses = new Set(
    [...(await answer.text()).matchAll(/https:\/\/capaian\.example([^"<>\s#\\&]*)/g)].map(
      ([, found = '']) => found || '/',
    ),
  )
  // Identifiers, which nobody opens.
  for (const name of ['/catalog', '/reports']) addresses.delete(name)
  // Another function answers there, and takes POST only.
  if (path === '/data') expect(addresses.delete('/mcp')).toBe(true)
  const some = [...addresses].filter((_, i) => i < 30 || i % 11 === 0)
  for (const address of some) expect([address, await statusOf(address)]).toEqual([address, 200])
  expect(logged).toEqual([])
})

test('pages name their permanent address, and their preview for other sites', async () => {
  const page = await text('/reports/2021-11/1?lang=en')
  expect(page).toContain(`<link rel="canonical" href="${origin}/reports/2021-11/1?lang=en">`)
  expect(page).toContain('<meta property="og:title" content="Jakpreneur, November 2021">')
  expect(page).toMatch(/<meta property="og:description" content="Registered members: 283,343 = 101\.19%/)
  expect(page).toContain(
    'Dinas PPKUKM, Province of DKI Jakarta (2021). Monthly attainment of Jakpreneur by stage, November 2021, issue 1. https://capaian.example/reports/2021-11/1',
  )
})

test('every issue has a preview picture in each language, which other sites may show and cache', async () => {
  for (const [path, language] of [
    ['/', 'id'],
    ['/wilayah/31.71.07?lang=en', 'en'],
  ] as const) {
    const page = await text(path)
    const [, address = ''] = /<meta property="og:image" content="https:\/\/capaian\.example([^"]*)">/.exec(page) ?? []
    expect(address).toBe(`/reports/2021-11/1/gambar-1-${language}.png`)
    expect(page).toContain('<meta property="og:image:width" content="1200">')
    expect(page).toMatch(
      /<meta property="og:image:alt" content="Jakpreneur, November 2021\. .*101[.,]19%.*P7 .* 6[.,]159 \(2[.,]17%\)\.">/,
    )
    const answer = await get(address)
    expect(answer.headers.get('Content-Type')).toBe('image/png')
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin')
    const png = Buffer.from(await answer.arrayBuffer())
    expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(['PNG', 1200, 630])
    expect(png.length).toBeLessThan(120_000)
  }
  for (const file of ['gambar-1-fr.png', 'gambar-0-id.png']) {
    const answer = await get(`/reports/2021-11/1/${file}`)
    expect([file, answer.status]).toEqual([file, 404])
  }
})

test('the small page may be framed by any site, and no other page may', async () => {
  const small = await get('/embed?place=/wilayah/31.71.07')
  expect(await small.text()).toContain('9.118 anggota terdaftar di Tanah Abang')
  expect(small.headers.get('Content-Security-Policy')).toContain('frame-ancestors *')
  expect(small.headers.get('X-Frame-Options')).toBeNull()
  expect(await text('/embed?lang=en')).toContain('of the target of 280,000')
  expect((await get('/')).headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
  expect((await get('/embed?place=/wilayah/99')).status).toBe(404)
})

test('before the first issue there is nothing to fetch but an empty index', async () => {
  const none = pagesOf([]).app
  expect(await (await none.request('/issues.json')).json()).toEqual({ issues: [] })
  for (const path of ['/feed.xml', '/catalog.ttl', '/data.json', '/data', '/embed'])
    expect((await none.request(path)).status).toBe(404)
  expect((await none.request('/sitemap.xml')).status).toBe(200)
})
