import { previousMonth } from '../../domain/calendar.ts'
import { changeSince, type Place, readPlace } from '../../domain/report/public-place.ts'
import type { Report } from '../../domain/report/report.ts'
import { findComparedStage } from '../headline.ts'
import type { Wording } from './wording.ts'

/** A place and the reports that show it, oldest first. The last one is the report of the month shown. */
export type PlaceView = { place: Place; parent?: Place | undefined; report: Report; reports: Report[] }

/**
 * The value of the first stage in a place, its change since last month, and the second headline compared with that of
 * the whole programme.
 */
export function placeSentence(view: PlaceView, wording: Wording): string {
  return [registeredSentence(view, wording), comparedStageSentence(view, wording)].filter(Boolean).join(' ')
}

function registeredSentence({ place, report, reports }: PlaceView, { language, formats }: Wording): string {
  const first = report.funnel[0]?.stage ?? ''
  const cell = readPlace(report, place)[first]
  const where = whereIn(place)[language]
  if (!cell || cell.members === null)
    return language === 'id'
      ? `Jumlah anggota terdaftar ${where} tidak ditampilkan karena kelompoknya kecil.`
      : `How many members are registered ${where} is not shown, because the group is small.`
  const n = formats.number(cell.members)
  const at = formats.month(cell.asOf ?? report.month)
  const sentence =
    language === 'id'
      ? `${n} anggota terdaftar ${where} pada akhir ${at}`
      : `${n} ${cell.members === 1 ? 'member was' : 'members were'} registered ${where} at the end of ${at}`
  if (cell.asOf !== undefined)
    return language === 'id'
      ? `${sentence}; angka ini baru diperbarui setelah berubah sedikitnya ${report.hiddenBelow ?? 5}.`
      : `${sentence}; the number is brought up to date once it has moved by at least ${report.hiddenBelow ?? 5}.`
  const before = reports.findLast(({ month }) => month === previousMonth(report.month))
  const change = before ? changeSince(cell, readPlace(before, place)[first]) : null
  if (change === null) return `${sentence}.`
  const since = formats.month(previousMonth(report.month))
  const difference = formats.number(Math.abs(change))
  if (change === 0)
    return language === 'id' ? `${sentence}, sama dengan ${since}.` : `${sentence}, as many as in ${since}.`
  return language === 'id'
    ? `${sentence}, ${change < 0 ? 'berkurang' : 'bertambah'} ${difference} orang dibanding ${since}.`
    : `${sentence}, ${difference} ${change < 0 ? 'fewer' : 'more'} than in ${since}.`
}

function comparedStageSentence(
  { place, report }: PlaceView,
  { language, formats, words }: Wording,
): string | undefined {
  const comparedStage = findComparedStage(report)
  const headline = report.headlines[1]
  const whole = report.funnel.find(({ stage }) => stage === comparedStage)
  if (comparedStage === undefined || !headline || !whole) return undefined
  const cell = readPlace(report, place)[comparedStage]
  const beside = formats.percent(whole.shareOfFirst)
  const all = language === 'id' ? `di seluruh program ${beside}` : `${beside} in the whole programme`
  const name = headline.name[language]
  if (!cell || cell.members === null) return `${name}: ${words.hidden}; ${all} ${words.ofFirst}.`
  const at = cell.asOf === undefined ? '' : ` (${words.asOf.toLowerCase()} ${formats.month(cell.asOf)})`
  const part = cell.shareOfFirst === null ? '' : ` = ${formats.percent(cell.shareOfFirst)} ${words.ofFirst}`
  return `${name}: ${formats.number(cell.members)}${at}${part}; ${all}.`
}

/** "In" an area, but "through" an agency. */
const whereIn = ({ kind, name }: Place) =>
  kind === 'area' ? { id: `di ${name}`, en: `in ${name}` } : { id: `melalui ${name}`, en: `through ${name}` }
