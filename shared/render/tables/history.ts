import type { Report } from '../../domain/report/report.ts'
import { groupChanges } from '../changes.ts'
import type { Wording } from '../words/wording.ts'
import { stageHeading } from './stage-heading.ts'
import { change, count, month, type ReportTable, type TableColumn, text } from './table.ts'

export function seriesTable({ series, lines }: Report, { words }: Wording): ReportTable {
  const stages = lines.map(({ stage }) => stage)
  return {
    code: 'series',
    title: words.series(series.length),
    keys: 1,
    columns: [
      month('month', words.month),
      ...stages.map((stage) => count(stage, stageHeading(stage, words))),
      ...stages.map((stage): TableColumn => ({ ...change(`${stage}_net`, `${stage} ±`), detail: true })),
      ...stages.map(
        (stage): TableColumn => ({ ...count(`${stage}_restated`, `${stage} (${words.restated})`), detail: true }),
      ),
    ],
    rows: series.map((row) => [
      row.month,
      ...stages.map((stage) => row.stages[stage]?.posted ?? 0),
      ...stages.map((stage) => row.stages[stage]?.net ?? 0),
      ...stages.map((stage) => row.stages[stage]?.restated ?? 0),
    ]),
  }
}

export function earlierTable({ earlier }: Report, { words }: Wording): ReportTable {
  return {
    code: 'earlier',
    title: words.earlier,
    keys: 2,
    columns: [
      month('true_month', words.trueMonth),
      text('stage', words.stage),
      count('late', words.late),
      count('reversed', words.reversed),
      change('reclassified', words.reclassified),
      change('net', words.net),
    ],
    rows: earlier.map((row) => [row.trueMonth, row.stage, row.late, row.reversed, row.reclassified, row.net]),
  }
}

export function restatementTable({ restatements }: Report, { words }: Wording): ReportTable {
  return {
    code: 'restatements',
    title: words.restatements,
    keys: 2,
    columns: [
      month('month', words.month),
      text('stage', words.stage),
      count('posted', words.posted),
      count('late', words.late),
      count('reversed', words.reversed),
      change('reclassified', words.reclassified),
      count('restated', words.restated),
    ],
    rows: restatements.map((row) => [
      row.month,
      row.stage,
      row.posted,
      row.late,
      row.reversed,
      row.reclassified,
      row.restated,
    ]),
  }
}

/** The settings that changed after the month closed. Only a restated report of the whole programme has this table. */
export function setSinceTables({ setSince }: Pick<Report, 'setSince'>, wording: Wording): ReportTable[] {
  if (!setSince) return []
  const { words, language } = wording
  return [
    {
      code: 'set_since',
      title: words.setSince,
      keys: 1,
      columns: [text('what', words.yardstick), text('old', words.old), text('new', words.new)],
      rows: setSince.map((each) => [
        each.name?.[language] ?? each.what,
        formatSetting(each.old, wording),
        formatSetting(each.new, wording),
      ]),
    },
  ]
}

/** A setting as people write it: dates, numbers, and words where programs write `true` or `strict`. */
function formatSetting(setting: string | null, { words, formats }: Wording): string | null {
  if (setting === null) return null
  if (/^\d{4}-\d{2}-\d{2}$/.test(setting)) return formats.day(setting)
  if (/^\d{4}-\d{2}$/.test(setting)) return formats.month(setting)
  if (/^\d+$/.test(setting)) return formats.number(Number(setting))
  return words.settings[setting] ?? setting
}

/** What a correction changed, as people read it. `others` are the tables that contain the names of the values. */
export function changeTable(report: Report, others: ReportTable[], wording: Wording): ReportTable {
  const { words } = wording
  return {
    code: 'changes',
    title: words.changes,
    keys: 3,
    columns: [
      text('part', words.part),
      text('what', words.what),
      text('column', words.value),
      text('old', words.old),
      text('new', words.new),
      // The cause is at the top of the report, and later changes are in another table.
      { ...text('why', words.cause), detail: true },
    ],
    rows: groupChanges(report, others, wording).flatMap(({ title, lines }) =>
      lines.map(({ what, column, old, now, why }) => [title, what, column, old, now, why]),
    ),
  }
}
