import type { Report } from '../../domain/report/report.ts'
import type { Wording } from '../words/wording.ts'
import { quotation, type ReportTable, text } from './table.ts'

export function obstacleTable({ obstacles }: Report, { words }: Wording): ReportTable {
  return {
    code: 'obstacles',
    title: words.obstacles,
    keys: 3,
    columns: [
      { ...text('id', 'ID'), detail: true },
      text('area', words.code),
      text('area_name', words.area),
      text('agency', words.agency),
      quotation('obstacle', words.obstacle),
      quotation('follow_up', words.followUp),
    ],
    rows: obstacles.map(({ id, area, areaName, agency, obstacle, followUp }) => [
      id,
      area,
      areaName,
      agency ?? null,
      obstacle,
      followUp,
    ]),
  }
}
