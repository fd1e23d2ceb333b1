import { dimensionNames, dimensions } from '../../domain/ledger/breakdown-dimensions.ts'
import type { Breakdown, Report } from '../../domain/report/report.ts'
import type { Percentage } from '../../domain/values/percentage.ts'
import type { Wording } from '../words/wording.ts'
import { stageHeading } from './stage-heading.ts'
import { asOf, change, count, percent, type ReportTable, type TableCell, type TableColumn, text } from './table.ts'

/** Whether a breakdown's codes are words that only programs use. */
const hasWordCodes = (by: string): boolean =>
  dimensionNames.some((dimension) => dimension === by && dimensions[dimension].hasWordCodes)

export function breakdownTable(
  { lines, funnel, hiding }: Report,
  { by, name, rows }: Breakdown,
  wording: Wording,
): ReportTable {
  const { words, language } = wording
  const stages = lines.map(({ stage }) => stage)
  const first = funnel[0]?.stage ?? ''
  const from = words.asOf.toLowerCase()
  return {
    code: by,
    title: words.by(name[language]),
    keys: 2,
    columns: [
      hasWordCodes(by) ? { ...text('code', words.code), detail: true } : text('code', words.code),
      text('name', name[language]),
      ...stages.map((stage) => count(stage, stageHeading(stage, words))),
      ...stages.map((stage): TableColumn => ({ ...percent(`${stage}_share`, `${stage} %`), detail: true })),
      ...stages.map((stage): TableColumn => ({ ...change(`${stage}_net`, `${stage} ±`), detail: true })),
      ...(hiding ? stages.map((stage) => asOf(stage, `${stage}: ${from}`)) : []),
      ...(hiding ? stages.map((stage) => asOf(`${stage}_share`, `${stage} %: ${from}`)) : []),
    ],
    rows: rows.map((row) => {
      const mapStages = <T extends TableCell | Percentage>(pick: (cell: (typeof row.stages)[string]) => T) =>
        stages.map((stage) => {
          const cell = row.stages[stage]
          return cell ? pick(cell) : null
        })
      return [
        row.code,
        row.name[language],
        ...mapStages(({ members }) => members),
        ...mapStages(({ shareOfFirst }) => shareOfFirst),
        ...mapStages(({ net }) => net),
        ...(hiding ? mapStages(({ asOf: earlier }) => earlier ?? null) : []),
        // A share is made of two numbers. It is of an earlier month if one of them is.
        ...(hiding
          ? mapStages(({ shareOfFirst, asOf: earlier }) =>
              shareOfFirst === null ? null : (earlier ?? row.stages[first]?.asOf ?? null),
            )
          : []),
      ]
    }),
  }
}
