import type { ImportProgress } from '../../../shared/usecases/import/imports.ts'

const number = new Intl.NumberFormat('en-US')

/** The findings of a validation, for a person to read before confirming. */
export function describeReport({ report, sameFileAs }: ImportProgress): string[] {
  if (!report) return []
  const { rows, expected, problems, warnings, figures, months } = report
  const late = months.reduce((sum, month) => sum + Object.values(month.late).reduce((a, b) => a + b, 0), 0)
  const firstAndLast = months.length === 0 ? 'none' : `${months[0]?.month} to ${months.at(-1)?.month}`
  return [
    `${number.format(rows)} rows: ${listCounts(expected)}`,
    ...(sameFileAs ? [`The same file was imported before (${sameFileAs}).`] : []),
    ...problems.map(({ code, rows: n }) => `  problem ${code.padEnd(28)} ${number.format(n).padStart(9)} rows`),
    ...warnings.map(({ code, rows: n }) => `  warning ${code.padEnd(28)} ${number.format(n).padStart(9)} rows`),
    `Entries would be posted in ${months.length} months (${firstAndLast}), ${number.format(late)} of them late.`,
    'The figures would become:',
    ...figures.map(
      ({ stage, now, after }) =>
        `  ${stage.padEnd(4)} ${number.format(now).padStart(9)} -> ${number.format(after).padStart(9)}`,
    ),
  ]
}

/** The result of an import that an earlier run has carried out. */
export const describeEarlierImport = (progress: ImportProgress): string[] => [
  `This file was imported before, on ${progress.appliedAt?.slice(0, 10)}: nothing is imported again. This was its result:`,
  ...describeOutcome(progress),
]

/** The result of an import. */
export const describeOutcome = ({ id, status, problems, report, outcome }: ImportProgress): string[] => [
  `Import ${id} is ${status}.`,
  ...problems.map(({ message }) => `  ${message.en}`),
  ...(outcome ? [`  ${listCounts(outcome)}`] : []),
  ...(report && report.expected.refused > 0
    ? [`  Refused on reading: ${number.format(report.expected.refused)} rows`]
    : []),
]

const listCounts = (counts: { added: number; changed: number; unchanged: number; refused: number }): string =>
  Object.entries(counts)
    .map(([kind, n]) => `${number.format(n)} ${kind}`)
    .join(', ')
