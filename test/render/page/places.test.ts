import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listPlaces, readPlace } from '../../../shared/domain/report/public-place.ts'
import type { Report } from '../../../shared/domain/report/report.ts'
import { makeFormats } from '../../../shared/render/formats.ts'
import type { PageOptions } from '../../../shared/render/page/frame.ts'
import { mapPage } from '../../../shared/render/page/map-page.ts'
import { placePage } from '../../../shared/render/page/place-page.ts'
import { anyReport } from '../../support/any-issue.ts'
import { publicOver } from '../../support/pages-of.ts'
import { runs } from '../../support/runs.ts'

const { number, percent } = makeFormats('en')
const options: PageOptions = { language: 'en', origin: 'https://capaian.example', issues: [], isFront: true }

/** Reports of the whole programme in their public form, and of other scopes in full. */
const anyShownReport = fc.tuple(anyReport, fc.boolean()).map(([report, hides]): Report => {
  const [openReport = report] = hides && report.scope.isWhole ? publicOver([report]) : [report]
  return openReport
})

/** The numbers in the table rows of a page, in order; a hidden number is written as such. */
const numbersOf = (page: string): string[] =>
  [...page.matchAll(/<tbody>(.*?)<\/tbody>/gs)].flatMap(([, rows = '']) =>
    [...rows.matchAll(/<td>(.*?)<\/td>/gs)].map(([, cell = '']) => (cell.includes('hid') ? 'hidden' : cell)),
  )

type Cell = Report['breakdowns'][number]['rows'][number]['stages'][string]
const count = (cell: Cell | undefined) =>
  cell?.members == null ? 'hidden' : `${number(cell.members)}${cell.asOf === undefined ? '' : '*'}`
const share = (cell: Cell | undefined, first: Cell | undefined) =>
  cell?.shareOfFirst == null ? 'hidden' : `${percent(cell.shareOfFirst)}${cell.asOf || first?.asOf ? '*' : ''}`

test('the page of an area shows the figures of its own report and its parts, and no others', () => {
  fc.assert(
    fc.property(anyShownReport, (report) => {
      for (const place of listPlaces(report).slice(0, 6)) {
        const cells = readPlace(report, place)
        const stages = report.lines.map(({ stage }) => stage)
        const parts = listPlaces(report).filter(({ parent, kind }) => kind === 'area' && parent === place.code)
        const page = placePage({ place, report, reports: [report] }, options)
        expect(numbersOf(page)).toEqual([
          ...[...report.funnel, report.complete].flatMap(({ stage, shareOfFirst }) => [
            count(cells[stage]),
            cells[stage]?.members == null ? 'hidden' : '–',
            share(cells[stage], cells[report.funnel[0]?.stage ?? '']),
            percent(shareOfFirst),
          ]),
          ...stages.map((stage) => count(cells[stage])),
          ...(place.kind === 'area' ? parts : []).flatMap((part) =>
            stages.map((stage) => count(readPlace(report, part)[stage])),
          ),
        ])
      }
    }),
    runs(10, 120),
  )
})

test('the map shows the shares of the report, and leaves out hidden and small districts', () => {
  fc.assert(
    fc.property(anyShownReport, (report) => {
      const rows = report.breakdowns.find(({ by }) => by === 'area_2')?.rows ?? []
      fc.pre(rows.length > 0)
      const page = mapPage(report, 'P7', options)
      const tiles = [...page.matchAll(/<g><title>(.*?)<\/title>.*?<text class="vl"[^>]*>(.*?)<\/text><\/g>/gs)]
      expect(tiles.map(([, title]) => title)).toEqual(
        rows.map(({ name, stages: { P1, P7 } }) => {
          const isKnown = (P1?.members ?? 0) >= 100 && P7?.shareOfFirst != null && P7.shareOfFirst !== 'undefined'
          return `${name.id}: ${isKnown ? share(P7, P1) : '–'}`
        }),
      )
      for (const [, title = '', value] of tiles) expect(title.endsWith(`: ${value}`)).toBe(true)
      expect(numbersOf(page)).toEqual(rows.flatMap(({ stages: { P1, P7 } }) => [count(P1), count(P7), share(P7, P1)]))
    }),
    runs(10, 120),
  )
})
