import * as z from 'zod'
import { AppError, type Problem } from '../../../shared/domain/problems/app-error.ts'
import type { IssueRecord } from '../../../shared/domain/report/issue.ts'
import { listLatestByMonth } from '../../../shared/domain/report/issue-history.ts'
import { changeSince, readPlace } from '../../../shared/domain/report/public-place.ts'
import type { Report } from '../../../shared/domain/report/report.ts'
import { groupChanges } from '../../../shared/render/changes.ts'
import { figureTables } from '../../../shared/render/tables/report-tables.ts'
import { asOf, change, count, type ReportTable, text } from '../../../shared/render/tables/table.ts'
import { type Wording, wordingOf } from '../../../shared/render/words/wording.ts'
import { issueArguments, languageArgument, monthArgument, numberArgument, placeArguments } from '../parts/arguments.ts'
import { chooseIssue, requireLatest } from '../parts/choose-issue.ts'
import { type ChosenPlace, choosePlace } from '../parts/choose-place.ts'
import { NamelessCell, readFunnel } from '../parts/funnel.ts'
import { describeIndicator, IndicatorView } from '../parts/indicators.ts'
import { describePlace, PlaceAnswer } from '../parts/place.ts'
import { describeSource, Source, writeSource } from '../parts/source.ts'
import { joinParts, writeTable } from '../parts/table-text.ts'
import { makeTool } from '../tool.ts'

const mostCorrections = 100

const Cell = NamelessCell.omit({ stage: true })

const Compared = z.object({
  stage: z.string(),
  name: z.string(),
  before: Cell,
  after: Cell,
  change: z.int().nullable().describe('null: a number is hidden or of an earlier month'),
})

const Corrected = z.object({
  table: z.string(),
  what: z.string(),
  column: z.string(),
  old: z.string(),
  new: z.string(),
  why: z.string(),
})

export const compareIssues = makeTool({
  name: 'compare_issues',
  title: { id: 'Perubahan antara dua terbitan', en: 'What changed between two issues' },
  description: {
    id: 'Corong dua terbitan berdampingan: terhadap terbitan sebelumnya dari bulan yang sama bila itu koreksi, jika tidak terhadap bulan sebelumnya, atau terhadap terbitan mana pun.',
    en: 'The funnels of two issues side by side: against the issue that it corrects, else against the month before, or against any issue. Of a correction, every printed value that changed and why.',
  },
  input: z.strictObject({
    ...issueArguments,
    againstMonth: monthArgument.optional().describe('Month to compare with, YYYY-MM'),
    againstNumber: numberArgument.optional().describe('Number of the issue to compare with; without it the latest'),
    ...placeArguments,
    ...languageArgument,
  }),
  output: z.object({
    before: Source,
    after: Source,
    place: PlaceAnswer,
    stages: z.array(Compared).describe('Every stage, then ALL'),
    indicators: z
      .object({ before: z.array(IndicatorView), after: z.array(IndicatorView) })
      .describe('Of the whole programme, each as its issue measured it'),
    corrections: z
      .array(Corrected)
      .optional()
      .describe(`If the later issue corrects the earlier one: at most ${mostCorrections} values that it changed`),
    correctionsLeftOut: z.int().optional(),
  }),
  async answer({ known, origin }, { month, number, againstMonth, againstNumber, place: asked, language }) {
    const issues = await known.list()
    const latest = requireLatest(issues)
    const problems: Problem[] = []
    const after = chooseIssue(issues, { month, number }, problems)
    const names = { month: 'againstMonth', number: 'againstNumber' }
    const comparesWithPrevious = againstMonth === undefined && againstNumber === undefined
    const before = comparesWithPrevious
      ? after && findBefore(issues, after)
      : chooseIssue(issues, { month: againstMonth ?? after?.month, number: againstNumber }, problems, names)
    if (after && comparesWithPrevious && !before) problems.push({ code: 'issue_first', path: ['month'] })
    const now = await known.report(after ?? latest)
    const place = choosePlace(now, asked, problems)
    if (!before || !place || problems.length > 0) throw new AppError('invalid', problems)
    const was = await known.report(before)
    const wording = wordingOf(language)
    const placeView = describePlace(now, place, origin, wording)
    const stages = compareStages(was, now, place, wording)
    const corrections = listCorrections(was, now, wording)
    const leftOut = Math.max(0, (corrections?.length ?? 0) - mostCorrections)
    const listIndicators = (report: Report) =>
      [...report.headlines, ...report.pastIndicators].map((each) => describeIndicator(each, wording))
    return {
      structured: {
        before: describeSource(was, { issues, origin }, wording),
        after: describeSource(now, { issues, origin }, wording),
        place: placeView,
        stages,
        indicators: { before: listIndicators(was), after: listIndicators(now) },
        ...(corrections && {
          corrections: corrections.slice(0, mostCorrections),
          correctionsLeftOut: leftOut,
        }),
      },
      text: joinParts(
        `# ${placeView.name}: ${nameIssue(was, wording)} → ${nameIssue(now, wording)}`,
        writeTable(comparedTable(stages, [was, now], wording), now, wording),
        corrections
          ?.slice(0, mostCorrections)
          .map(({ table, what, column, old, new: is, why }) =>
            [`- ${table}: ${what}, ${column}: ${old} → ${is}`, why].filter(Boolean).join('; '),
          )
          .join('\n'),
        leftOut > 0 ? writeLeftOut(leftOut, wording) : undefined,
        writeSource(was, origin, wording),
        writeSource(now, origin, wording),
      ),
    }
  },
})

/** The issue that an issue corrects or, if there is none, the latest issue of the month before. */
function findBefore(issues: IssueRecord[], { month, number }: IssueRecord): IssueRecord | undefined {
  if (number > 1) return issues.find((each) => each.month === month && each.number === number - 1)
  return listLatestByMonth(issues).findLast((each) => each.month < month)
}

const nameIssue = ({ month, number }: Report, { formats, words }: Wording): string =>
  `${formats.month(month)}, ${words.issue.toLowerCase()} ${number}`

const writeLeftOut = (leftOut: number, { language, formats }: Wording): string =>
  language === 'id'
    ? `… dan ${formats.number(leftOut)} nilai lain; semuanya ada di berkas terbitan itu.`
    : `… and ${formats.number(leftOut)} more values; the files of the issue have all of them.`

const hidden = { members: null, status: 'hidden', shareOfFirst: null } as const

function compareStages(
  was: Report,
  now: Report,
  place: ChosenPlace,
  { language }: Wording,
): z.input<typeof Compared>[] {
  const before = readFunnel(was, place, language)
  const cellsOf = (report: Report) => (place === 'whole' ? undefined : readPlace(report, place))
  const [old, current] = [cellsOf(was), cellsOf(now)]
  return readFunnel(now, place, language).map(({ stage, name, ...after }) => {
    const { stage: _, name: __, ...earlier } = before.find((each) => each.stage === stage) ?? { ...hidden, stage, name }
    const isKnown = after.members !== null && earlier.members !== null
    const whole = isKnown ? (after.members ?? 0) - (earlier.members ?? 0) : null
    return {
      stage,
      name,
      before: earlier,
      after,
      change: current && old ? changeSince(current[stage], old[stage]) : whole,
    }
  })
}

/** Every printed value that an issue changed in the one that it corrects. */
function listCorrections(was: Report, now: Report, wording: Wording): z.input<typeof Corrected>[] | undefined {
  if (was.month !== now.month || now.correction?.number !== was.number) return undefined
  return groupChanges(now, figureTables(now, wording), wording).flatMap(({ title, lines }) =>
    lines.map(({ what, column, old, now: is, why }) => ({ table: title, what, column, old, new: is, why })),
  )
}

function comparedTable(
  stages: z.input<typeof Compared>[],
  [was, now]: [Report, Report],
  wording: Wording,
): ReportTable {
  const { words } = wording
  return {
    code: 'place_funnel',
    title: words.change,
    keys: 2,
    columns: [
      text('stage', words.stage),
      text('name', words.name),
      count('before', nameIssue(was, wording)),
      count('after', nameIssue(now, wording)),
      change('change', words.change),
      asOf('before', words.asOf),
      asOf('after', words.asOf),
    ],
    rows: stages.map(({ stage, name, before, after, change: moved }) => [
      stage,
      name,
      before.members,
      after.members,
      moved ?? (before.status === 'hidden' || after.status === 'hidden' ? null : '–'),
      before.asOf ?? null,
      after.asOf ?? null,
    ]),
  }
}
