import type { Report } from '../../domain/report/report.ts'
import type { Wording } from '../words/wording.ts'
import { asOf, count, percent, type ReportTable, text } from './table.ts'

/** A stage in every district: members, those registered and the share. */
export function shareTable(report: Report, stage: string, { words }: Wording): ReportTable {
  const first = report.funnel[0]?.stage ?? ''
  const rows = report.breakdowns.find(({ by }) => by === 'area_2')?.rows ?? []
  return {
    code: 'place_shares',
    title: words.shareOfFirst,
    keys: 2,
    columns: [
      text('code', words.code),
      text('name', words.area),
      count('registered', first),
      count('members', stage),
      percent('share', words.shareOfFirst),
      asOf('registered', words.asOf),
      asOf('members', words.asOf),
      asOf('share', words.asOf),
    ],
    rows: rows.map(({ code, name, stages }) => [
      code,
      name.id,
      stages[first]?.members ?? null,
      stages[stage]?.members ?? null,
      stages[stage]?.shareOfFirst ?? null,
      stages[first]?.asOf ?? null,
      stages[stage]?.asOf ?? null,
      stages[stage]?.asOf ?? stages[first]?.asOf ?? null,
    ]),
  }
}
