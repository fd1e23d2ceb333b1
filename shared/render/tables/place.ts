import { previousMonth } from '../../domain/calendar.ts'
import { changeSince, type Place, readPlace } from '../../domain/report/public-place.ts'
import type { Report } from '../../domain/report/report.ts'
import type { PlaceView } from '../words/place-sentences.ts'
import type { Wording } from '../words/wording.ts'
import { stageHeading } from './stage-heading.ts'
import { asOf, change, count, month, percent, type ReportTable, text } from './table.ts'

const stagesOf = ({ lines }: Report): string[] => lines.map(({ stage }) => stage)

/** The stages of a place, each next to that of the whole programme, and what changed since last month. */
export function placeFunnelTable({ place, report, reports }: PlaceView, { words, language }: Wording): ReportTable {
  const cells = readPlace(report, place)
  const before = reports.findLast((each) => each.month === previousMonth(report.month))
  const earlier = before ? readPlace(before, place) : {}
  const steps = [...report.funnel, report.complete]
  const isHidden = (stage: string) => cells[stage]?.members === null
  const first = report.funnel[0]?.stage ?? ''
  return {
    code: 'place_funnel',
    title: words.besideWhole,
    keys: 2,
    columns: [
      text('stage', words.stage),
      text('name', words.name),
      count('members', words.members),
      change('since_last_month', words.change),
      percent('share_of_first', words.shareOfFirst),
      percent('whole_share_of_first', `${words.shareOfFirst}, ${words.whole.toLowerCase()}`),
      asOf('members', words.asOf),
      asOf('share_of_first', words.asOf),
    ],
    rows: steps.map(({ stage, name, shareOfFirst }) => [
      stage,
      name[language],
      cells[stage]?.members ?? null,
      changeSince(cells[stage], earlier[stage]) ?? (isHidden(stage) ? null : '–'),
      cells[stage]?.shareOfFirst ?? null,
      shareOfFirst,
      cells[stage]?.asOf ?? null,
      cells[stage]?.asOf ?? cells[first]?.asOf ?? null,
    ]),
  }
}

/** The members of each stage of a place, month by month. */
export function placeSeriesTable({ place, report, reports }: PlaceView, { words }: Wording): ReportTable {
  const stages = stagesOf(report)
  const all = reports.map((each) => ({ month: each.month, cells: readPlace(each, place) }))
  // A place has no row for a month before it existed.
  const rows = all.filter(({ cells }) => Object.keys(cells).length > 0)
  return {
    code: 'place_series',
    title: words.series(rows.length),
    keys: 1,
    columns: [
      month('month', words.month),
      ...stages.map((stage) => count(stage, stageHeading(stage, words))),
      ...stages.map((stage) => asOf(stage, `${stage}: ${words.asOf.toLowerCase()}`)),
    ],
    rows: rows.map(({ month: rowMonth, cells }) => [
      rowMonth,
      ...stages.map((stage) => cells[stage]?.members ?? null),
      ...stages.map((stage) => cells[stage]?.asOf ?? null),
    ]),
  }
}

/** The places into which a place is divided. */
export function placePartsTable(report: Report, parts: Place[], { words }: Wording): ReportTable {
  const stages = stagesOf(report)
  return {
    code: 'place_parts',
    title: words.area,
    keys: 2,
    columns: [
      text('code', words.code),
      text('name', words.area),
      ...stages.map((stage) => count(stage, stageHeading(stage, words))),
      ...stages.map((stage) => asOf(stage, `${stage}: ${words.asOf.toLowerCase()}`)),
    ],
    rows: parts.map((part) => {
      const cells = readPlace(report, part)
      return [
        part.code,
        part.name,
        ...stages.map((stage) => cells[stage]?.members ?? null),
        ...stages.map((stage) => cells[stage]?.asOf ?? null),
      ]
    }),
  }
}
