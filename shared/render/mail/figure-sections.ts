import type { Breakdown, BreakdownCell, Report } from '../../domain/report/report.ts'
import { leadingHeadlines, rivalStage } from '../headline.ts'
import { restatementTable } from '../tables/history.ts'
import { lineTable, reasonTable } from '../tables/lines.ts'
import { stageHeading } from '../tables/stage-heading.ts'
import type { Speech } from '../words/speech.ts'
import { pickColumns } from './picked-table.ts'
import { type MailSection, moreText, smallBlock } from './section.ts'
import { selectRows } from './selection.ts'

/** The stages that the report compares: the first, and those that the first two headlines count. */
const leadingStages = (report: Report): string[] => [
  ...new Set([report.funnel[0]?.stage ?? '', ...leadingHeadlines(report).map(({ counts }) => counts)]),
]

/** The stage compared with the first, or else the last stage. */
const rivalOrLast = (report: Report): string => rivalStage(report) ?? report.funnel.at(-1)?.stage ?? ''

export function comparisonSection({ comparison }: Report, speech: Speech): MailSection {
  const { words, formats } = speech
  const writeOrDash = (n: number | undefined, write: (n: number) => string) => (n === undefined ? '–' : write(n))
  return {
    title: words.comparison,
    blocks: [
      {
        table: {
          headings: [words.stage, words.thisMonth, words.lastMonth, '±', words.yearAgo, '±'],
          words: 1,
          rows: comparison.map(({ stage, members, lastMonth, sinceLastMonth, yearAgo, sinceYearAgo }) => ({
            cells: [
              stageHeading(stage, words),
              formats.number(members),
              writeOrDash(lastMonth, formats.number),
              writeOrDash(sinceLastMonth, formats.signed),
              writeOrDash(yearAgo, formats.number),
              writeOrDash(sinceYearAgo, formats.signed),
            ],
          })),
        },
      },
    ],
  }
}

export const linesSection = (report: Report, speech: Speech): MailSection => ({
  title: speech.words.lines,
  blocks: [
    {
      table: pickColumns(
        lineTable(report, speech),
        ['stage', 'attained', 'late', 'reversed', 'reclassified_in', 'reclassified_out', 'net'],
        speech,
      ),
    },
    ...(report.lines.some(({ reasons }) => reasons.length > 0)
      ? [{ table: pickColumns(reasonTable(report, speech), ['stage', 'name', 'reversed'], speech) }]
      : []),
  ],
})

export function seriesSection(report: Report, { words, formats }: Speech): MailSection {
  const stages = [...new Set([report.funnel[0]?.stage ?? '', rivalOrLast(report)])]
  return {
    title: words.series(report.series.length),
    blocks: [
      {
        table: {
          headings: [words.month, ...stages.flatMap((stage) => [stage, '±'])],
          words: 1,
          rows: report.series.map((row) => ({
            cells: [
              formats.shortMonth(row.month),
              ...stages.flatMap((stage) => {
                const { posted = 0, net = 0 } = row.stages[stage] ?? {}
                return [formats.number(posted), formats.signed(net)]
              }),
            ],
          })),
        },
      },
    ],
  }
}

/** Every row has the whole funnel, and the compared stage's share of the first. */
export function breakdownSection(report: Report, breakdown: Breakdown, speech: Speech): MailSection {
  const { words, formats, language } = speech
  const [first, rival] = [report.funnel[0]?.stage ?? '', rivalOrLast(report)]
  const { rows, left } = selectRows(breakdown.rows, (row) => row.stages[rival]?.shareOfFirst ?? null)
  const orHidden = (text: string | null | undefined) => text ?? words.hidden
  const note =
    language === 'id'
      ? `Tiga dengan bagian ${rival} terbesar dan tiga dengan yang terkecil.`
      : `The three with the largest share of ${rival} and the three with the smallest.`
  return {
    title: words.by(breakdown.name[language]),
    blocks: [
      ...(left > 0 ? [smallBlock(`${note} ${moreText(left, speech)}`)] : []),
      {
        table: {
          headings: report.funnel.map(({ stage }) => stage),
          words: 0,
          rows: rows.map(({ name, stages }) => ({
            lead: {
              name: name[language],
              side: `${rival}/${first} ${orHidden(shareText(stages[rival]?.shareOfFirst, formats))}`,
            },
            cells: report.funnel.map(({ stage }) => orHidden(countText(stages[stage], formats))),
          })),
        },
      },
    ],
  }
}

type Formats = Speech['formats']

const shareText = (share: string | null | undefined, { percent }: Formats) => share && percent(share)
const countText = (cell: BreakdownCell | undefined, { number }: Formats) =>
  typeof cell?.members === 'number' ? `${number(cell.members)}${cell.asOf === undefined ? '' : '*'}` : cell?.members

export function restatementSection(report: Report, speech: Speech): MailSection {
  const { words, language } = speech
  const stages = leadingStages(report)
  const table = restatementTable(report, speech)
  const rows = table.rows.filter(([, stage]) => stages.some((wanted) => wanted === stage))
  const note =
    language === 'id'
      ? 'Bulan tertutup tidak berubah. Yang datang kemudian untuknya mengubah bacaan kedua saja.'
      : 'A closed month never changes. What came later for it changes the second reading only.'
  const columns = ['month', 'stage', 'posted', 'late', 'reversed', 'reclassified', 'restated']
  return {
    title: words.restatements,
    blocks: rows.length === 0 ? [] : [smallBlock(note), { table: pickColumns({ ...table, rows }, columns, speech) }],
  }
}
