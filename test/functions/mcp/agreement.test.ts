import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { tools } from '../../../functions/mcp/tools.ts'
import { listPlaces } from '../../../shared/domain/report/public-place.ts'
import type { Report } from '../../../shared/domain/report/report.ts'
import { jsonStat } from '../../../shared/render/open-data/json-stat.ts'
import { tidyCsv } from '../../../shared/render/open-data/tidy-csv.ts'
import { anyReport } from '../../support/any-issue.ts'
import { publicOver } from '../../support/pages-of.ts'
import { parseCsv } from '../../support/parse-csv.ts'
import { runs } from '../../support/runs.ts'

const Cell = z.object({
  stage: z.string(),
  members: z.number().nullable(),
  status: z.string(),
  asOf: z.string().optional(),
  shareOfFirst: z.string().nullable(),
})
const Answer = z.looseObject({
  funnel: z.array(Cell).optional(),
  rows: z.array(z.object({ code: z.string(), funnel: z.array(Cell) })).optional(),
  points: z.array(z.object({ funnel: z.array(Cell) })).optional(),
  indicators: z.unknown().optional(),
})

/** Asks a tool about one public report. */
async function askOf(report: Report, name: string, given: Record<string, unknown> = {}) {
  const { month, number, issuedAt, hash } = report
  const record = { month, number, issuedAt, issuedBy: 'schedule', hash, file: hash, changes: 0 }
  const known = { list: async () => [record], report: async () => report, history: async () => [report] }
  const tool = tools.find((each) => each.name === name)
  if (!tool) throw new Error(`There is no tool ${name}`)
  return Answer.parse((await tool.answer({ known, origin: 'https://capaian.example' }, given)).structured)
}

const write = ({ members, status, asOf }: Pick<z.infer<typeof Cell>, 'members' | 'status' | 'asOf'>) =>
  status === 'hidden' ? 'hidden' : `${members}${status === 'earlier' ? `*${asOf}` : ''}`

/** Every count of the file of all months, by part and stage. */
function countsInFile(report: Report): Map<string, string> {
  const [, ...rows] = parseCsv(tidyCsv([report]).slice(1))
  return new Map(
    rows.map(([, area, , agency, gender, category, stage, members = '', status = '', asOf = '']) => [
      [area, agency, gender, category, stage].join(' '),
      write({ members: members === '' ? null : Number(members), status, asOf }),
    ]),
  )
}

const published = anyReport.filter(({ scope }) => scope.isWhole).map((report) => publicOver([report])[0] ?? report)

test('assistants get the numbers of the file of all months, JSON-stat and the report, and no others', async () => {
  await fc.assert(
    fc.asyncProperty(published, async (report) => {
      const { funnel = [], indicators } = await askOf(report, 'get_figures')
      expect(funnel.map(({ shareOfFirst }) => shareOfFirst)).toEqual(
        [...report.funnel, report.complete].map(({ shareOfFirst }) => shareOfFirst),
      )
      expect(indicators).toMatchObject(
        [...report.headlines, ...report.pastIndicators].map(({ code, value, shareOfFirst, targets }) => ({
          code,
          value,
          shareOfFirst,
          targets: targets.map(({ id: _, version: __, ...target }) => target),
        })),
      )

      const root = report.scope.area.code
      const told = new Map(funnel.map((cell) => [[root, '_T', '_T', '_T', cell.stage].join(' '), write(cell)]))
      for (const { by } of report.breakdowns)
        for (const { code, funnel: cells } of (await askOf(report, 'get_breakdown', { by })).rows ?? [])
          for (const cell of cells) {
            const parts = ['agency', 'gender', 'category'].map((dimension) => (dimension === by ? code : '_T'))
            told.set([by.startsWith('area') ? code : root, ...parts, cell.stage].join(' '), write(cell))
          }
      expect(told).toEqual(countsInFile(report))

      const stages = funnel.map(({ stage }) => stage)
      for (const { kind, code } of listPlaces(report)) {
        const place = await askOf(report, 'get_figures', { place: code })
        const series = await askOf(report, 'get_series', { stage: stages[0] ?? '', place: code })
        expect(series.points?.[0]?.funnel).toEqual(place.funnel)
        const inFile = (stage: string) =>
          told.get((kind === 'area' ? [code, '_T', '_T', '_T', stage] : [root, code, '_T', '_T', stage]).join(' '))
        expect(place.funnel?.map(write)).toEqual(place.funnel?.map(({ stage }) => inFile(stage)))
        const { dimension, value } = jsonStat([report], kind, 'id')
        const at = (dimension[kind]?.category.index.indexOf(code) ?? 0) * stages.length
        expect(value.slice(at, at + stages.length)).toEqual(place.funnel?.map(({ members }) => members))
      }
    }),
    runs(4, 40),
  )
})
