import { previousMonth } from '../domain/calendar.ts'
import type { Language } from '../domain/language.ts'
import type { Report } from '../domain/report/report.ts'
import { type Formats, formatsOf } from './formats.ts'

const id = {
  report: 'Laporan capaian',
  issue: 'Terbitan',
  issued: 'Diterbitkan',
  asOf: 'Keadaan akhir',
  whole: 'Seluruh program',
  definition: 'Definisi',
  basis: 'Dasar',
  unit: 'Satuan',
  target: 'Target',
  mainTarget: 'Target utama',
  otherTarget: 'Target lain',
  realised: 'Realisasi',
  attainment: 'Capaian',
  band: 'Predikat',
  expected: 'Seharusnya sampai bulan ini',
  pace: 'Diperlukan per bulan',
  gap: 'Kekurangan',
  noTarget: 'Tidak ada target yang ditetapkan',
  ofFirst: 'dari yang terdaftar',
  official: 'Indikator resmi',
  unofficial: 'Bukan indikator resmi',
  indicators: 'Indikator dan target',
  definitions: 'Definisi indikator',
  name: 'Nama',
  code: 'Kode',
  stage: 'Tahap',
  members: 'Anggota',
  funnelOf: (n: number) => (n === 7 ? 'Corong tujuh tahap' : `Corong ${n} tahap`),
  shareOfFirst: '% dari terdaftar',
  shareOfPrevious: '% dari tahap sebelumnya',
  lost: 'Selisih dengan tahap sebelumnya',
  complete: 'Semua tahap',
  comparison: 'Dibandingkan bulan lalu dan tahun lalu',
  thisMonth: 'Bulan ini',
  lastMonth: 'Bulan lalu',
  yearAgo: 'Setahun lalu',
  change: 'Perubahan',
  lines: 'Yang dibukukan bulan ini',
  reasons: 'Mengapa dibatalkan',
  reason: 'Alasan',
  attained: 'Tercapai',
  late: 'Telat',
  reversed: 'Dibatalkan',
  reclassifiedIn: 'Reklasifikasi masuk',
  reclassifiedOut: 'Reklasifikasi keluar',
  reclassified: 'Reklasifikasi',
  net: 'Neto',
  series: 'Tiga belas bulan',
  month: 'Bulan',
  by: (name: string) => `Menurut ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
  area: 'Wilayah',
  agency: 'Perangkat daerah',
  earlier: 'Dibukukan bulan ini untuk bulan-bulan sebelumnya',
  trueMonth: 'Bulan sebenarnya',
  restatements: 'Bulan-bulan sebelumnya dalam dua bacaan',
  posted: 'Sebagaimana dibukukan',
  restated: 'Disajikan kembali',
  changes: 'Yang berubah terhadap terbitan sebelumnya',
  cause: 'Sebab',
  figure: 'Angka',
  old: 'Lama',
  new: 'Baru',
  difference: 'Selisih',
  ofReading: 'Karena bacaan',
  ofCorrections: 'Karena koreksi',
  loans: 'Pinjaman',
  loansByPartner: 'Pinjaman menurut mitra',
  amount: 'Jumlah uang',
  partner: 'Mitra',
  obstacles: 'Kendala dan tindak lanjut',
  obstacle: 'Kendala',
  followUp: 'Tindak lanjut',
  noObstacles: 'Tidak ada kendala yang ditulis sebelum bulan ini ditutup.',
  quality: 'Mutu data',
  qualityOf: {
    openDisputes: 'NIK yang diakui dua catatan',
    openDuplicates: 'Pasangan catatan yang mungkin satu orang',
    membersWithoutNik: 'Anggota tanpa NIK',
    parkedLoans: 'Pinjaman yang anggotanya belum dikenali',
    unmatchedStatementLines: 'Baris rekening mitra tanpa pinjaman',
  },
  howMany: 'Banyaknya',
  recount: 'Hitung ulang terakhir',
  about: 'Tentang data ini',
  dataset: 'Judul',
  concept: 'Konsep',
  producer: 'Produsen data',
  custodian: 'Walidata',
  frequency: 'Frekuensi',
  codes: 'Kode rujukan',
  licence: 'Lisensi',
  programme: 'Program',
  scope: 'Cakupan',
  zone: 'Zona waktu',
  reading: 'Bacaan',
  hash: 'SHA-256',
  previous: 'SHA-256 terbitan sebelumnya',
  hidden: 'disembunyikan',
  hiddenCells: 'Sel kosong disembunyikan',
  what: 'Hal',
  value: 'Nilai',
  open: 'Seluruh laporan di web',
  attachments: 'Lampiran',
  files: 'Berkas',
  until: 'sampai',
  from: 'sejak',
  pageOf: (n: number, all: number) => `Halaman ${n} dari ${all}`,
}

const en: typeof id = {
  report: 'Attainment report',
  issue: 'Issue',
  issued: 'Issued',
  asOf: 'As of the end of',
  whole: 'Whole programme',
  definition: 'Definition',
  basis: 'Basis',
  unit: 'Unit',
  target: 'Target',
  mainTarget: 'Main target',
  otherTarget: 'Other target',
  realised: 'Realised',
  attainment: 'Attainment',
  band: 'Band',
  expected: 'Expected by now',
  pace: 'Needed per month',
  gap: 'Still missing',
  noTarget: 'No target has been set',
  ofFirst: 'of those registered',
  official: 'Official indicator',
  unofficial: 'Not an official indicator',
  indicators: 'Indicators and targets',
  definitions: 'Definitions of indicators',
  name: 'Name',
  code: 'Code',
  stage: 'Stage',
  members: 'Members',
  funnelOf: (n: number) => (n === 7 ? 'The seven-stage funnel' : `The funnel of ${n} ${n === 1 ? 'stage' : 'stages'}`),
  shareOfFirst: '% of registered',
  shareOfPrevious: '% of the stage before',
  lost: 'Fewer than at the stage before',
  complete: 'Every stage',
  comparison: 'Beside last month and a year ago',
  thisMonth: 'This month',
  lastMonth: 'Last month',
  yearAgo: 'A year ago',
  change: 'Change',
  lines: 'Posted this month',
  reasons: 'Why it was reversed',
  reason: 'Reason',
  attained: 'Attained',
  late: 'Late',
  reversed: 'Reversed',
  reclassifiedIn: 'Reclassified in',
  reclassifiedOut: 'Reclassified out',
  reclassified: 'Reclassified',
  net: 'Net',
  series: 'Thirteen months',
  month: 'Month',
  by: (name: string) => `By ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
  area: 'Area',
  agency: 'Agency',
  earlier: 'Posted this month for earlier months',
  trueMonth: 'True month',
  restatements: 'Earlier months in both readings',
  posted: 'As posted',
  restated: 'As restated',
  changes: 'What differs from the issue before',
  cause: 'Cause',
  figure: 'Figure',
  old: 'Old',
  new: 'New',
  difference: 'Difference',
  ofReading: 'By the reading',
  ofCorrections: 'By corrections',
  loans: 'Loans',
  loansByPartner: 'Loans by partner',
  amount: 'Amount',
  partner: 'Partner',
  obstacles: 'Obstacles and follow-up',
  obstacle: 'Obstacle',
  followUp: 'Follow-up',
  noObstacles: 'No obstacle was written before the month was closed.',
  quality: 'Data quality',
  qualityOf: {
    openDisputes: 'NIKs that two records claim',
    openDuplicates: 'Pairs of records that may be one person',
    membersWithoutNik: 'Members without a NIK',
    parkedLoans: 'Loans whose member is not known',
    unmatchedStatementLines: 'Statement lines of partners without a loan',
  },
  howMany: 'How many',
  recount: 'Last recount',
  about: 'About these data',
  dataset: 'Title',
  concept: 'Concept',
  producer: 'Data producer',
  custodian: 'Data custodian',
  frequency: 'Frequency',
  codes: 'Reference codes',
  licence: 'Licence',
  programme: 'Programme',
  scope: 'Scope',
  zone: 'Time zone',
  reading: 'Reading',
  hash: 'SHA-256',
  previous: 'SHA-256 of the issue before',
  hidden: 'hidden',
  hiddenCells: 'Blank cells are hidden',
  what: 'What',
  value: 'Value',
  open: 'The whole report on the web',
  attachments: 'Attached',
  files: 'Files',
  until: 'until',
  from: 'from',
  pageOf: (n: number, all: number) => `Page ${n} of ${all}`,
}

const texts = { id, en }

type Words = typeof id

/** The words of a language, and how it writes numbers and dates. */
export type Speech = { language: Language; words: Words; formats: Formats }

export const speechOf = (language: Language): Speech => ({
  language,
  words: texts[language],
  formats: formatsOf(language),
})

/** Of the whole programme, an area, an agency, or an agency in an area. */
export function scopeName({ scope: { area, agency, isWhole } }: Report, { words }: Speech): string {
  if (isWhole) return `${words.whole} · ${area.name}`
  return agency ? `${agency.name} · ${area.name}` : area.name
}

/** Which cells of a public report are hidden, and why; nothing in a report that hides none. */
export function hiddenCells({ hiddenBelow }: Report, { language }: Speech): string | undefined {
  if (hiddenBelow === undefined) return undefined
  return language === 'id'
    ? `kelompok di bawah ${hiddenBelow} orang, dan sel lain yang dapat membukanya lewat pengurangan`
    : `groups of fewer than ${hiddenBelow} people, and other cells that would give them away by subtraction`
}

/** How sound the data are is known of the whole programme alone, and said so in the report of a part. */
export const qualityTitle = ({ scope }: Report, { words }: Speech): string =>
  scope.isWhole ? words.quality : `${words.quality} (${words.whole.toLowerCase()})`

/** An indicator's legal basis, and that it is not official where the basis does not say so itself. */
export function basisText(
  { legalBasis, official }: Pick<Report['headlines'][number], 'legalBasis' | 'official'>,
  { words, language }: Speech,
): string {
  const basis = legalBasis[language]
  return official || basis.startsWith(words.unofficial) ? basis : `${basis} (${words.unofficial.toLowerCase()})`
}

/** What a programme is called for short: its brand, without the legal name in brackets. */
export const shortName = ({ programme }: Report, { language }: Speech): string =>
  programme.name[language].split(' (')[0] ?? programme.name[language]

/** `one` of one, else `many`: Indonesian has one form for both. */
const plural = (n: number, one: string, many: string): string => (n === 1 ? one : many)

/**
 * How the first stage moved since last month and by what: a fall is told as plainly as a rise. Nothing in the first
 * month.
 */
export function changeSentence(report: Report, speech: Speech): string | undefined {
  const { language, formats } = speech
  const [change] = report.comparison
  const [line] = report.lines
  if (change?.sinceLastMonth === undefined || !line) return undefined
  const before = formats.month(previousMonth(report.month))
  const n = formats.number(Math.abs(change.sinceLastMonth))
  const moved = change.sinceLastMonth
  const id =
    moved === 0
      ? `Yang terdaftar sama banyaknya dengan ${before}.`
      : `${n} orang ${moved < 0 ? 'lebih sedikit' : 'lebih banyak'} yang terdaftar daripada ${before}.`
  const en =
    moved === 0
      ? `As many are registered as in ${before}.`
      : `${n} ${moved < 0 ? 'fewer' : 'more'} ${plural(Math.abs(moved), 'is', 'are')} registered than in ${before}.`
  return `${language === 'id' ? id : en} ${partsSentence(report, speech)}`
}

/** Of what the net of the first stage is made: `1,579 newly registered, 2,400 registrations reversed (registered twice)`. */
function partsSentence({ lines: [line] }: Report, speech: Speech): string {
  if (!line) return ''
  const {
    language,
    formats: { number },
  } = speech
  const why = reasonsOf(line, speech)
  const { attained, late, reversed, reclassifiedIn, reclassifiedOut } = line
  const parts = {
    id: [
      `${number(attained)} pendaftaran baru`,
      late > 0 && `${number(late)} pendaftaran telat dari bulan yang sudah ditutup`,
      reversed > 0 && `${number(reversed)} pendaftaran dibatalkan${why}`,
      reclassifiedIn > 0 && `${number(reclassifiedIn)} masuk karena reklasifikasi`,
      reclassifiedOut > 0 && `${number(reclassifiedOut)} keluar karena reklasifikasi`,
    ],
    en: [
      `${number(attained)} newly registered`,
      late > 0 && `${number(late)} late ${plural(late, 'registration', 'registrations')} of months already closed`,
      reversed > 0 && `${number(reversed)} ${plural(reversed, 'registration', 'registrations')} reversed${why}`,
      reclassifiedIn > 0 && `${number(reclassifiedIn)} reclassified into this scope`,
      reclassifiedOut > 0 && `${number(reclassifiedOut)} reclassified out of it`,
    ],
  }[language].filter((part) => part !== false)
  return `${parts.join(', ')}.`
}

/** Why stages were reversed: `(2,390 registered twice, 10 wrong person)`; without numbers where they are hidden. */
function reasonsOf({ reasons, reversed }: Report['lines'][number], { language, formats: { number } }: Speech): string {
  const said = reasons.map(({ name, members }) => {
    const words = name[language].toLowerCase()
    return members === null || members === reversed ? words : `${number(members)} ${words}`
  })
  return said.length === 0 ? '' : ` (${said.join(', ')})`
}

/** What the last recount came to. */
export function recountSentence({ recount, programme }: Report, { language, formats }: Speech): string {
  if (!recount) return language === 'id' ? 'Belum pernah dihitung ulang.' : 'Never recounted yet.'
  const at = formats.instant(recount.countedAt, programme.zone)
  const { cells, entries, differing } = recount
  const [c, e, d] = [cells, entries, differing].map(formats.number)
  if (language === 'id')
    return `${at}: ${e} catatan dalam ${c} sel dijumlahkan ulang; ${differing === 0 ? 'semua angka cocok' : `${d} angka berbeda`}.`
  return `${at}: ${e} ${plural(entries, 'entry', 'entries')} in ${c} ${plural(cells, 'cell', 'cells')} added up again; ${
    differing === 0 ? 'every counter agrees' : `${d} ${plural(differing, 'counter differs', 'counters differ')}`
  }.`
}

/** In which reading the figures stand. */
export function readingName({ reading, restatedThrough }: Report, { words, language, formats }: Speech): string {
  if (reading === 'as_posted' || restatedThrough === undefined) return words.posted
  const through = formats.month(restatedThrough)
  return `${words.restated} (${language === 'id' ? `sampai pembukuan ${through}` : `with what was posted through ${through}`})`
}
