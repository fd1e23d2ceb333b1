import type { Correction, PrintedChange } from '../domain/report/printed-change.ts'
import { type Headline, isPublicReport, type Report } from '../domain/report/report.ts'
import { stageHeading } from './tables/stage-heading.ts'
import { formatCell, type ReportTable } from './tables/table.ts'
import type { Wording } from './words/wording.ts'

/**
 * A changed value as people read it: its name, its old and new value, and why it changed. `printed` is the value that
 * the earlier issue printed. `reread` is the same value in the reading of the later issue, if that differs. `old` is
 * `printed`, followed by `reread` in brackets.
 */
type ChangeLine = {
  what: string
  column: string
  old: string
  printed: string
  reread: string | undefined
  now: string
  why: string
}

/** The changed values of one table. */
export type ChangeGroup = { title: string; lines: ChangeLine[] }

/** The order of tables: the whole first, then its parts, then other months. */
const order = ['indicators', 'funnel', 'lines', 'reasons', 'loans', 'loan_partners', 'referrals', 'definitions']
const last = ['comparison', 'series', 'earlier', 'restatements', 'quality']

const rankTable = (table: string): number => {
  if (last.includes(table)) return 100 + last.indexOf(table)
  return order.includes(table) ? order.indexOf(table) : 50
}

/** What an issue corrects, by table. `tables` are the report's tables, which name the values. */
export function groupChanges(report: Report, tables: ReportTable[], wording: Wording): ChangeGroup[] {
  const { correction } = report
  if (!correction) return []
  const groups = Map.groupBy(correction.changes, ({ table }) => table)
  return [...groups]
    .toSorted(([a], [b]) => rankTable(a) - rankTable(b))
    .map(([code, changes]) => {
      const table = tables.find((each) => each.code === code)
      return {
        title: table?.title ?? wording.words.value,
        lines: changes.map((change) => describeChange(report, correction, table, change, wording)),
      }
    })
}

function describeChange(
  report: Report,
  correction: Correction,
  table: ReportTable | undefined,
  change: PrintedChange,
  wording: Wording,
): ChangeLine {
  const { words, language } = wording
  const column = table?.columns.find(({ code }) => code === change.column)
  const writeValue = (value: PrintedChange['old']) => {
    if (value === null) return '–'
    if (typeof value === 'object') return value[language]
    return column ? formatCell(value, column, wording) : String(value)
  }
  const stage = findStage(report, change)
  const movedCounts = correction.moved.find((each) => each.stage === stage)
  const printed = writeValue(change.old)
  const reread = change.reread === undefined ? undefined : writeValue(change.reread)
  return {
    what: nameRow(report, change, wording),
    column: column?.heading ?? words.value,
    old: reread === undefined ? printed : `${printed} (${words.restated.toLowerCase()} ${reread})`,
    printed,
    reread,
    now: writeValue(change.new),
    why: (movedCounts && describeMoved(movedCounts, wording)) || report.cause || '',
  }
}

/** The stage to which a changed value belongs: that of its row, its column, or its indicator. */
function findStage({ lines, headlines, pastIndicators }: Report, { table, row, column }: PrintedChange) {
  const parts = row.split('/')
  const indicator = [...headlines, ...pastIndicators].find(({ code }) => table === 'indicators' && code === parts[0])
  return lines.find(
    ({ stage }) =>
      stage === indicator?.counts || parts.includes(stage) || column === stage || column.startsWith(`${stage}_`),
  )?.stage
}

/** Names a row as its table does. */
function nameRow(report: Report, { table, row, name }: PrintedChange, wording: Wording): string {
  const { words, language, formats } = wording
  const [first = '', second = ''] = row.split('/')
  const month = (text: string) => (/^\d{4}-\d{2}$/.test(text) ? formats.month(text) : text)
  if (table === 'quality') return Object.entries(words.qualityOf).find(([code]) => code === row)?.[1] ?? words.quality
  if (table === 'series') return month(first)
  if (table === 'earlier' || table === 'restatements') return `${stageHeading(second, words)}, ${month(first)}`
  const own = name?.[language] ?? findReferralStep(row, words) ?? words.value
  if (table === 'reasons') return `${stageHeading(first, words)}: ${own}`
  if (table === 'indicators') return [own, nameTargetKind(report, second, wording)].filter(Boolean).join(', ')
  return nameStage(report, row, own)
}

const findReferralStep = (row: string, { referralStep }: Wording['words']): string | undefined =>
  Object.entries(referralStep).find(([step]) => step === row)?.[1]

/** A stage's name with its code in front, which readers know from the tables. Everything else has only its name. */
const nameStage = ({ funnel }: Report, row: string, name: string): string =>
  funnel.some(({ stage }) => stage === row) ? `${row} ${name}` : name

function nameTargetKind({ headlines, pastIndicators }: Report, id: string, { words, formats }: Wording): string {
  const all = [...headlines, ...pastIndicators].flatMap(({ targets }): Headline['targets'] => targets)
  const target = all.find((each) => each.id === id)
  if (!target) return ''
  return `${(target.primary ? words.mainTarget : words.otherTarget).toLowerCase()} ${formats.number(target.value)}`
}

/** `+2 late, +1 reversed`. Empty if the numbers are hidden. */
function describeMoved(
  { late, reversed, reclassified }: Correction['moved'][number],
  { words, formats }: Wording,
): string {
  const parts = [
    late && `${formats.signed(late)} ${words.late.toLowerCase()}`,
    reversed && `${formats.signed(reversed)} ${words.reversed.toLowerCase()}`,
    reclassified && `${formats.signed(reclassified)} ${words.reclassified.toLowerCase()}`,
  ]
  return parts.filter(Boolean).join(', ')
}

/**
 * The opening of a correction: how many values changed in which tables, which lines moved, and the first changed
 * values. `moreCount` is the number of the others.
 */
export type ChangesOpening = {
  sentence: string
  reading: string | undefined
  moved: string | undefined
  groups: ChangeGroup[]
  moreCount: number
}

/** The most changed values that an opening names, in all and from one table. */
const mostLines = 15
const mostOfTable = 6

export function openWithChanges(report: Report, tables: ReportTable[], wording: Wording): ChangesOpening | undefined {
  const { correction } = report
  if (!correction) return undefined
  const { language, words } = wording
  const all = groupChanges(report, tables, wording)
  const groups = takeFirst(all)
  return {
    sentence: countChanges(correction, all, wording),
    reading: describeReading(report, correction, wording),
    moved:
      correction.moved.length === 0
        ? undefined
        : `${correction.moved
            .map((each) => {
              const parts = describeMoved(each, wording)
              const name =
                each.stage === stageHeading(each.stage, words)
                  ? `${each.stage} ${each.name[language]}`
                  : each.name[language]
              return parts === '' ? name : `${name}: ${parts}`
            })
            .join('; ')}.`,
    groups,
    moreCount: correction.changes.length - groups.reduce((sum, { lines }) => sum + lines.length, 0),
  }
}

/**
 * Says how many values differ only because of the reading. A first issue is as posted, so its restated correction has
 * such values. A public report does not give their number.
 */
function describeReading(report: Report, { number, byReading }: Correction, { language, formats }: Wording) {
  const n = formats.number(byReading)
  if (byReading > 0)
    return language === 'id'
      ? `${n} nilai lain berbeda hanya karena angka bulan ini disajikan kembali.`
      : `${n} more ${byReading === 1 ? 'differs' : 'differ'} only because the month is read as restated.`
  if (!isPublicReport(report) || report.reading !== 'restated' || number > 1) return undefined
  return language === 'id'
    ? 'Terbitan 1 memuat angka sebagaimana dibukukan, terbitan ini angka yang disajikan kembali: catatan untuk bulan sebelumnya tidak lagi masuk angka bulan ini.'
    : 'Issue 1 has the figures as posted, this issue as restated: entries for earlier months are no longer in the figures of the month itself.'
}

/** `64 values have changed against issue 1. Indicators and targets 4; Funnel of seven stages 6.` */
function countChanges({ number, changes }: Correction, groups: ChangeGroup[], { language, formats }: Wording): string {
  if (changes.length === 0)
    return language === 'id'
      ? `Tidak ada nilai yang berubah dibanding terbitan ${number}.`
      : `No value has changed against issue ${number}.`
  const n = formats.number(changes.length)
  const where = groups.map(({ title, lines }) => `${title} ${formats.number(lines.length)}`).join('; ')
  return language === 'id'
    ? `${n} nilai berubah dibanding terbitan ${number}. ${where}.`
    : `${n} ${changes.length === 1 ? 'value has' : 'values have'} changed against issue ${number}. ${where}.`
}

function takeFirst(all: ChangeGroup[]): ChangeGroup[] {
  let room = mostLines
  return all.flatMap(({ title, lines }) => {
    const firstLines = lines.slice(0, Math.min(room, mostOfTable))
    room -= firstLines.length
    return firstLines.length === 0 ? [] : [{ title, lines: firstLines }]
  })
}
