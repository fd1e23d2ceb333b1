import type { Report } from '../../domain/report/report.ts'
import type { Wording } from '../words/wording.ts'
import { change, count, type ReportTable, text } from './table.ts'

export function lineTable({ lines }: Report, { words, language }: Wording): ReportTable {
  return {
    code: 'lines',
    title: words.lines,
    keys: 2,
    columns: [
      text('stage', words.stage),
      text('name', words.name),
      count('attained', words.attained),
      count('late', words.late),
      count('reversed', words.reversed),
      count('reclassified_in', words.reclassifiedIn),
      count('reclassified_out', words.reclassifiedOut),
      change('net', words.net),
    ],
    rows: lines.map((line) => [
      line.stage,
      line.name[language],
      line.attained,
      line.late,
      line.reversed,
      line.reclassifiedIn,
      line.reclassifiedOut,
      line.net,
    ]),
  }
}

export function reasonTable({ lines }: Report, { words, language }: Wording): ReportTable {
  return {
    code: 'reasons',
    title: words.reasons,
    keys: 3,
    columns: [
      text('stage', words.stage),
      text('reason', words.code),
      text('name', words.reason),
      count('reversed', words.reversed),
    ],
    rows: lines.flatMap(({ stage, reasons }) =>
      reasons.map(({ reason, name, members }) => [stage, reason, name[language], members]),
    ),
  }
}
