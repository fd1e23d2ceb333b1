import { previousMonth } from '../../domain/calendar.ts'
import { readKeyId } from '../../domain/report/checkpoint.ts'
import { checkPath, checkpointPath } from '../../domain/report/proof.ts'
import type { Report } from '../../domain/report/report.ts'
import { percentage } from '../../domain/values/percentage.ts'
import { findComparedStage } from '../headline.ts'
import type { Wording } from './wording.ts'

/** How a reader checks the report. Undefined for the first issues. */
export function proofSentence({ proof }: Report, { language }: Wording): string | undefined {
  if (!proof) return undefined
  const [check, key] = language === 'id' ? ['Periksa', 'kunci'] : ['Check', 'key']
  const where = proof.pages === undefined ? '' : `${proof.pages}${checkPath} · `
  return `${check}: ${where}checkpoint ${proof.pages ?? ''}${checkpointPath} · ${key} ${readKeyId(proof.key)}`
}

/** Returns `one` for 1, otherwise `many`. Indonesian has one form for both. */
const choosePlural = (n: number, one: string, many: string): string => (n === 1 ? one : many)

/**
 * How the first stage changed since last month, and why, then the stage compared with it. A fall is stated as plainly
 * as a rise. Undefined in the first month.
 */
export function changeSentence(report: Report, wording: Wording): string | undefined {
  const { language, formats } = wording
  const [first] = report.comparison
  if (first?.sinceLastMonth === undefined || !report.lines[0]) return undefined
  const before = formats.month(previousMonth(report.month))
  const move = describeMove(first, wording)
  const id =
    first.sinceLastMonth === 0
      ? `Jumlah anggota terdaftar sama dengan ${before}.`
      : `Jumlah anggota terdaftar ${move} dibanding ${before}.`
  const en =
    first.sinceLastMonth === 0
      ? `As many are registered as in ${before}.`
      : `Registered members ${move} since ${before}.`
  return [language === 'id' ? id : en, writeParts(report, wording), comparedStageSentence(report, wording)]
    .filter(Boolean)
    .join(' ')
}

type Compared = Report['comparison'][number]

/** `bertambah 91 orang (0,03%)`, `grew by 91 (0.03%)`. */
function describeMove({ sinceLastMonth = 0, lastMonth = 0 }: Compared, { language, formats }: Wording): string {
  const n = formats.number(Math.abs(sinceLastMonth))
  const share = lastMonth === 0 ? '' : ` (${formats.percent(percentage(Math.abs(sinceLastMonth), lastMonth))})`
  if (language === 'id') return `${sinceLastMonth < 0 ? 'berkurang' : 'bertambah'} ${n} orang${share}`
  return `${sinceLastMonth < 0 ? 'fell' : 'grew'} by ${n}${share}`
}

/** How the stage that is compared with the first changed. */
function comparedStageSentence(report: Report, wording: Wording): string | undefined {
  const { language } = wording
  const comparedStage = findComparedStage(report)
  const change = report.comparison.find(({ stage }) => stage === comparedStage)
  if (change?.sinceLastMonth === undefined || comparedStage === report.comparison[0]?.stage) return undefined
  const name = report.headlines[1]?.name[language] ?? change.name[language]
  if (change.sinceLastMonth === 0) return `${name} ${language === 'id' ? 'tidak berubah' : 'did not change'}.`
  return `${name} ${describeMove(change, wording)}.`
}

/**
 * The parts of the first stage's net change: `1,579 newly registered, 2,400 registrations reversed (registered twice)`.
 */
function writeParts({ lines: [line] }: Report, wording: Wording): string {
  if (!line) return ''
  const {
    language,
    formats: { number },
  } = wording
  const why = writeReasons(line, wording)
  const { attained, late, reversed } = line
  if (attained === null || late === null || reversed === null)
    return language === 'id'
      ? 'Rinciannya tidak ditampilkan karena memuat kelompok kecil.'
      : 'Its parts include small groups and are not shown.'
  const [reclassifiedIn, reclassifiedOut] = [line.reclassifiedIn ?? 0, line.reclassifiedOut ?? 0]
  const parts = {
    id: [
      `${number(attained)} pendaftaran baru`,
      late > 0 && `${number(late)} pendaftaran terlambat dari bulan yang sudah ditutup`,
      reversed > 0 && `${number(reversed)} pendaftaran dibatalkan${why}`,
      reclassifiedIn > 0 && `${number(reclassifiedIn)} masuk karena reklasifikasi`,
      reclassifiedOut > 0 && `${number(reclassifiedOut)} keluar karena reklasifikasi`,
    ],
    en: [
      `${number(attained)} newly registered`,
      late > 0 &&
        `${number(late)} late ${choosePlural(late, 'registration', 'registrations')} of months already closed`,
      reversed > 0 && `${number(reversed)} ${choosePlural(reversed, 'registration', 'registrations')} reversed${why}`,
      reclassifiedIn > 0 && `${number(reclassifiedIn)} reclassified into this scope`,
      reclassifiedOut > 0 && `${number(reclassifiedOut)} reclassified out of it`,
    ],
  }[language].filter((part) => part !== false)
  return `${parts.join(', ')}.`
}

/** The reasons for reversals: `(2,390 registered twice, 10 wrong person)`. Without numbers if these are hidden. */
function writeReasons(
  { reasons, reversed }: Report['lines'][number],
  { language, formats: { number } }: Wording,
): string {
  const reasonTexts = reasons.map(({ name, members }) => {
    const words = name[language].toLowerCase()
    return members === null || members === reversed ? words : `${number(members)} ${words}`
  })
  return reasonTexts.length === 0 ? '' : ` (${reasonTexts.join(', ')})`
}

/** The result of the last recount. */
export function recountSentence({ recount, programme }: Report, { language, formats }: Wording): string {
  if (!recount) return language === 'id' ? 'Belum pernah dihitung ulang.' : 'Never recounted yet.'
  const at = formats.instant(recount.countedAt, programme.zone)
  const { cells, entries, differing } = recount
  const [c, d] = [cells, differing].map(formats.number)
  if (language === 'id')
    return `${at}: ${entries === null ? 'seluruh' : formats.number(entries)} catatan dalam ${c} sel dijumlahkan ulang; ${differing === 0 ? 'semua angka cocok' : `${d} angka berbeda`}.`
  const all =
    entries === null ? 'all entries' : `${formats.number(entries)} ${choosePlural(entries, 'entry', 'entries')}`
  return `${at}: ${all} in ${c} ${choosePlural(cells, 'cell', 'cells')} added up again; ${
    differing === 0 ? 'every counter agrees' : `${d} ${choosePlural(differing, 'counter differs', 'counters differ')}`
  }.`
}

/**
 * Says which cells of a public report are hidden or keep an earlier number, and why. `undefined` if the report hides
 * none.
 */
export function describeHiddenCells({ hiddenBelow, hiding }: Report, { language }: Wording): string | undefined {
  if (hiddenBelow === undefined) return undefined
  const [id, en] = [
    `kelompok dengan kurang dari ${hiddenBelow} orang, serta sel lain yang memungkinkan angkanya dihitung melalui pengurangan`,
    `groups of fewer than ${hiddenBelow} people, and other cells that would give them away by subtraction`,
  ]
  if (!hiding) return { id, en }[language]
  return {
    id: `${id}; sebagian angka masih dari bulan terdahulu dan baru diperbarui setelah berubah sedikitnya ${hiddenBelow}`,
    en: `${en}; some numbers are still those of an earlier month, until they have moved by at least ${hiddenBelow}`,
  }[language]
}
