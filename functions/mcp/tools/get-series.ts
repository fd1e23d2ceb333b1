import * as z from 'zod'
import { addMonths, monthsFrom } from '../../../shared/domain/calendar.ts'
import { AppError, type Problem } from '../../../shared/domain/problems/app-error.ts'
import { listLatestByMonth } from '../../../shared/domain/report/issue-history.ts'
import type { Report } from '../../../shared/domain/report/report.ts'
import { indicatorTable } from '../../../shared/render/tables/indicators.ts'
import { stageHeading } from '../../../shared/render/tables/stage-heading.ts'
import { asOf, count, month, type ReportTable } from '../../../shared/render/tables/table.ts'
import { type Wording, wordingOf } from '../../../shared/render/words/wording.ts'
import { mapAtOnce } from '../../../shared/usecases/map-at-once.ts'
import { languageArgument, monthArgument, placeArguments } from '../parts/arguments.ts'
import { requireLatest } from '../parts/choose-issue.ts'
import { type ChosenPlace, choosePlace } from '../parts/choose-place.ts'
import { dropNames, type FunnelCell, listStages, NamelessFunnel, readFunnel, StageNames } from '../parts/funnel.ts'
import { defineIndicator, describeIndicator, IndicatorView, writeLoans } from '../parts/indicators.ts'
import { describePlace, PlaceAnswer } from '../parts/place.ts'
import { describeSource, Source, writeSource } from '../parts/source.ts'
import { joinParts, writeTable } from '../parts/table-text.ts'
import { makeTool } from '../tool.ts'

const usualMonths = 13
const mostMonths = 24
const reportsAtOnce = 8

const Point = z.object({
  month: z.string(),
  number: z.int().describe('The issue of the month that the point is from'),
  issuedAt: z.string(),
  reading: z.enum(['as_posted', 'restated']),
  sha256: z.string(),
  funnel: NamelessFunnel,
  indicators: z
    .array(IndicatorView)
    .describe('Indicators of the whole programme that count the stage, measured by the targets of that month'),
})

export const getSeries = makeTool({
  name: 'get_series',
  title: { id: 'Perkembangan satu tahap', en: 'Series of a stage' },
  description: {
    id: 'Perkembangan satu tahap dari bulan ke bulan dengan corong lengkap dan targetnya, untuk seluruh program atau satu tempat.',
    en: `How a stage developed month by month, with the whole funnel and the targets of each month, for the whole programme or one place; ${usualMonths} months by default, at most ${mostMonths}. Each month is read from its latest issue.`,
  },
  input: z.strictObject({
    stage: z.string().trim().min(1).max(20).describe('Code of a stage, such as P7, or ALL for members who hold all'),
    from: monthArgument.optional().describe('First month, YYYY-MM'),
    to: monthArgument.optional().describe('Last month, YYYY-MM; without it the latest'),
    ...placeArguments,
    ...languageArgument,
  }),
  output: z.object({
    stage: z.object({ code: z.string(), name: z.string() }),
    stages: StageNames,
    place: PlaceAnswer,
    points: z.array(Point).describe('Oldest first. Totals may fall: entries can be reversed'),
    source: Source.describe('The issue of the last month'),
  }),
  async answer({ known, origin }, { stage, place: asked, from, to, language }) {
    const issues = await known.list()
    const months = listLatestByMonth(issues)
    const newest = requireLatest(issues)
    const problems: Problem[] = []
    const until = to ?? newest.month
    const since = from ?? addMonths(until, 1 - usualMonths)
    const length = monthsFrom(since, until)
    if (length < 0 || length >= mostMonths)
      problems.push({ code: 'month_range', path: ['from'], params: { most: mostMonths } })
    const inRange = months.filter((issue) => issue.month >= since && issue.month <= until)
    if (inRange.length === 0 && length >= 0)
      problems.push({
        code: 'month_outside',
        path: ['to'],
        params: { month: until, firstMonth: months[0]?.month ?? '', lastMonth: newest.month },
      })
    const last = await known.report(inRange.at(-1) ?? newest)
    const step = [...last.funnel, last.complete].find((each) => each.stage.toLowerCase() === stage.toLowerCase())
    if (!step) problems.push({ code: 'stage_unknown', path: ['stage'], params: { stage } })
    const place = choosePlace(last, asked, problems)
    if (!step || !place || problems.length > 0) throw new AppError('invalid', problems)
    const wording = wordingOf(language)
    const reports = await mapAtOnce(inRange, reportsAtOnce, (issue) => known.report(issue))
    const placeView = describePlace(last, place, origin, wording)
    return {
      structured: {
        stage: { code: step.stage, name: step.name[language] },
        stages: listStages(last, language),
        place: placeView,
        points: reports.map((report) => ({
          month: report.month,
          number: report.number,
          issuedAt: report.issuedAt,
          reading: report.reading,
          sha256: report.hash,
          funnel: dropNames(readFunnel(report, place, language)),
          indicators: pickIndicators(report, step.stage).map((each) => describeIndicator(each, wording)),
        })),
        source: describeSource(last, { issues, origin }, wording),
      },
      text: joinParts(
        `# ${step.stage} ${step.name[language]}: ${placeView.name}`,
        writeTable(seriesTable(reports, place, wording), last, wording),
        ...writeTargets(last, step.stage, wording),
        writeSource(last, origin, wording),
      ),
    }
  },
})

const pickIndicators = ({ headlines, pastIndicators }: Report, stage: string): Report['headlines'] =>
  [...headlines, ...pastIndicators].filter(({ counts }) => counts === stage)

/** The targets of the stage with their definitions: of the whole programme, in the last month. */
function writeTargets(report: Report, stage: string, wording: Wording): string[] {
  const indicators = pickIndicators(report, stage)
  if (indicators.length === 0) return []
  const table = indicatorTable({ ...report, headlines: indicators, pastIndicators: [] }, wording)
  const definitions = indicators.map((each) => {
    const { name, definition, legalBasis } = defineIndicator(each, wording)
    return `- ${name}: ${definition} ${wording.words.basis}: ${legalBasis}`
  })
  return [
    writeTable(table, report, wording, wording.words.whole.toLowerCase()),
    writeLoans({ headlines: indicators, pastIndicators: [] }, wording),
    definitions.join('\n'),
  ]
}

/** Every stage of a place, month by month. */
function seriesTable(reports: Report[], place: ChosenPlace, wording: Wording): ReportTable {
  const { words, language } = wording
  const steps = reports.at(-1)
  const stages = steps ? [...steps.funnel, steps.complete].map(({ stage }) => stage) : []
  const pick = <T>(cells: FunnelCell[], read: (cell: FunnelCell) => T | null | undefined): (T | null)[] =>
    stages.map((stage) => {
      const cell = cells.find((each) => each.stage === stage)
      return (cell && read(cell)) ?? null
    })
  return {
    code: 'place_series',
    title: words.series(reports.length),
    keys: 2,
    columns: [
      month('month', words.month),
      count('number', words.issue),
      ...stages.map((stage) => count(stage, stageHeading(stage, words))),
      ...stages.map((stage) => asOf(stage, `${stage}: ${words.asOf.toLowerCase()}`)),
    ],
    rows: reports.map((report) => {
      const cells = readFunnel(report, place, language)
      return [
        report.month,
        report.number,
        ...pick(cells, ({ members }) => members),
        ...pick(cells, ({ asOf: earlier }) => earlier),
      ]
    }),
  }
}
