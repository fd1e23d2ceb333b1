import { expect, test } from 'vitest'
import { listPlaces, placePath } from '../../../shared/domain/report/public-place.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { makeFormats } from '../../../shared/render/formats.ts'
import { publishedIssues } from '../../support/made-issues.ts'
import { pagesOf, publicReportsOf } from '../../support/pages-of.ts'

const made = publishedIssues(jakpreneur)
const { app, logged } = pagesOf(made)
const text = async (path: string) => (await app.request(path)).text()
const { number, percent } = makeFormats('en')

/** The cells of a table of a page, row by row. */
function tableOf(page: string, title: string): string[][] {
  const [, after = ''] = page.split(`aria-label="Table: ${title}">`)
  const [, rows = ''] = /<tbody>(.*?)<\/tbody>/s.exec(after) ?? []
  return [...rows.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) =>
      cell.includes('class="hid"') ? 'hidden' : cell.replace(/<[^>]+>/g, ''),
    ),
  )
}

test('the page of every place has the numbers of the public reports and no others', async () => {
  const reports = publicReportsOf(made)
  const last = reports.at(-1)
  if (!last) throw new Error('There is an issue of November')
  const places = listPlaces(last)
  expect(places).toHaveLength(6 + 44 + 6)
  for (const place of places) {
    const page = await text(`${placePath(place)}?lang=en`)
    const shown = reports.slice(-13).map((report) => {
      const rows = report.breakdowns.flatMap((breakdown) => breakdown.rows)
      return { report, stages: rows.find(({ code }) => code === place.code)?.stages ?? {} }
    })
    const write = (members: number | null | undefined, asOf: string | undefined) =>
      members == null ? 'hidden' : `${number(members)}${asOf === undefined ? '' : '*'}`
    const codes = last.lines.map(({ stage }) => stage)
    expect(tableOf(page, 'The last 13 months').map(([, ...cells]) => cells)).toEqual(
      shown.map(({ stages }) => codes.map((stage) => write(stages[stage]?.members, stages[stage]?.asOf))),
    )
    const now = shown.at(-1)?.stages ?? {}
    expect(
      tableOf(page, 'Beside the whole programme').map(([stage, , members, , share, whole]) => [
        stage,
        members,
        share,
        whole,
      ]),
    ).toEqual(
      [...last.funnel, last.complete].map(({ stage, shareOfFirst }) => {
        const { members = null, shareOfFirst: share = null, asOf } = now[stage] ?? {}
        const mark = asOf || now.P1?.asOf ? '*' : ''
        return [
          stage,
          write(members, asOf),
          share === null ? 'hidden' : `${percent(share)}${mark}`,
          percent(shareOfFirst),
        ]
      }),
    )
  }
  expect(logged).toEqual([])
})

test('the page of a place compares it with the whole programme, and links to its parts and its city', async () => {
  const page = (await text('/wilayah/31.71.07')).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  expect(page).toContain(
    '9.118 anggota terdaftar di Tanah Abang pada akhir November 2021, berkurang 29 orang dibanding',
  )
  expect(page).toContain('di seluruh program 2,17%.')
  expect(await text('/wilayah/31.71.07')).toContain('<a href="/wilayah/31.71">Kota Administrasi Jakarta Pusat</a>')
  expect(await text('/wilayah/31.71?lang=en')).toContain('<a href="/wilayah/31.71.07?lang=en">Tanah Abang</a>')
  expect(await text('/perangkat-daerah/PPKUKM?lang=en')).toContain('registered through Dinas PPKUKM')
})

test.each([
  ['/wilayah?q=tanah+abang', '/wilayah/31.71.07'],
  ['/wilayah?q=PPAPP&lang=en', '/perangkat-daerah/PPAPP?lang=en'],
  ['/reports?month=2021-10&place=/wilayah/31.71.07', '/reports/2021-10/1/wilayah/31.71.07'],
  ['/reports?month=2021-10&place=//elsewhere.example/x', '/reports/2021-10'],
])('%s leads to %s', async (path, to) => {
  const answer = await app.request(path)
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, to])
})

test('a search that finds several lists them, and one that finds nothing lists all', async () => {
  const several = await text('/wilayah?q=baru')
  expect(several).toContain('Kebayoran Baru')
  expect(several).not.toContain('Tanah Abang')
  const none = await text('/wilayah?q=%3Cqx%3E')
  expect(none).toContain('bernama “&lt;qx&gt;”')
  expect(none).toContain('Tanah Abang')
})

test.each(['/wilayah/31', '/wilayah/31.71.07.1001', '/wilayah/PPKUKM', '/reports/2021-11/2/wilayah/31.71.07'])(
  'there is no page at %s',
  async (path) => {
    expect((await app.request(path)).status).toBe(404)
  },
)
