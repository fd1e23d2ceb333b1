import type { Headline, Report } from '../domain/report/report.ts'
import type { MailOptions } from './report-mail.ts'
import {
  breakdownTable,
  comparisonTable,
  funnelTable,
  lineTable,
  type ReportTable,
  restatementTable,
  shownCell,
  type TableColumn,
} from './report-tables.ts'
import { basisText, changeSentence, readingName, recountSentence, type Speech, scopeName } from './report-words.ts'

const width = 72

/** The mail as plain text: what the HTML says, in lines of at most 72 characters. */
export function mailText(
  report: Report,
  { links, attached = [], isSecondCopy, isTest }: MailOptions,
  speech: Speech,
): string {
  const { words, language, formats } = speech
  const { number } = formats
  const title = `${words.report} ${formats.month(report.month)}`
  const notice = isTest
    ? [language === 'id' ? 'UJI KIRIM: bukan laporan resmi.' : 'TEST: not an official copy.']
    : isSecondCopy
      ? [
          language === 'id'
            ? 'SALINAN KEDUA: yang pertama mungkin sudah sampai.'
            : 'SECOND COPY: the first may have arrived.',
        ]
      : []
  const blocks: string[][] = [
    [
      ...notice,
      title.toUpperCase(),
      report.programme.name[language],
      scopeName(report, speech),
      `${words.issue} ${report.number}, ${words.issued.toLowerCase()} ${formats.instant(report.issuedAt, report.programme.zone)}`,
      ...(report.cause === undefined ? [] : wrapped(`${words.cause}: ${report.cause}`)),
    ],
    ...report.headlines.map((headline) => headlineLines(headline, speech)),
    wrapped(changeSentence(report, speech) ?? ''),
    tableBlock(
      funnelTable(report, speech),
      ['stage', 'name', 'members', 'share_of_first', 'share_of_previous'],
      speech,
    ),
    tableBlock(
      comparisonTable(report, speech),
      ['stage', 'members', 'last_month', 'since_last_month', 'year_ago', 'since_year_ago'],
      speech,
    ),
    tableBlock(
      lineTable(report, speech),
      ['stage', 'attained', 'late', 'reversed', 'reclassified_in', 'reclassified_out', 'net'],
      speech,
    ),
    ...report.breakdowns.map((breakdown) =>
      tableBlock(
        breakdownTable(report, breakdown, speech),
        ['name', ...report.funnel.map(({ stage }) => stage)],
        speech,
      ),
    ),
    tableBlock(restatementTable(report, speech), ['month', 'stage', 'posted', 'late', 'reversed', 'restated'], speech),
    changeBlock(report, speech),
    obstacleBlock(report, speech),
    [
      heading(words.quality),
      ...Object.entries(words.qualityOf).flatMap(([code, name]) => {
        const n = Object.entries(report.quality).find(([key]) => key === code)?.[1]
        return typeof n === 'number' ? [`${name}: ${number(n)}`] : []
      }),
      ...wrapped(`${words.recount}: ${recountSentence(report, speech)}`),
    ],
    targetBlock(report, speech),
    [
      ...(links.page === undefined ? [] : [`${words.open}: ${links.page}`]),
      ...(attached.length === 0 ? [] : wrapped(`${words.attachments}: ${attached.join(', ')}`)),
      ...(['pdf', 'xlsx', 'csv'] as const).flatMap((file) => {
        const link = links[file]
        return link === undefined ? [] : [`${file.toUpperCase()}: ${link}`]
      }),
      ...(links.until === undefined
        ? []
        : [`${language === 'id' ? 'Tautan berlaku sampai' : 'Links hold until'} ${formats.day(links.until)}`]),
      ...wrapped(`${words.reading}: ${readingName(report, speech)}. ${words.zone}: ${report.programme.zone}.`),
      ...wrapped(
        `${words.producer}: ${report.publication.producer[language]}. ${report.publication.licence[language]}.`,
      ),
      `${words.issue} ${report.month}/${report.number}`,
      `${words.hash} ${report.hash}`,
      ...(links.unsubscribe === undefined
        ? []
        : [`${language === 'id' ? 'Berhenti menerima' : 'Stop receiving this'}: ${links.unsubscribe}`]),
    ],
  ]
  return `${blocks
    .filter((block) => block.some((each) => each !== ''))
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`
}

function headlineLines(headline: Headline, speech: Speech): string[] {
  const { words, language, formats } = speech
  const { number, percent } = formats
  const { name, value, shareOfFirst, definition, targets } = headline
  return [
    ...(targets.length === 0
      ? [`${name[language]}: ${number(value)}`, `  = ${percent(shareOfFirst)} ${words.ofFirst}`]
      : [
          `${name[language]}: ${number(value)}`,
          ...targets.map(
            (target) =>
              `  = ${percent(target.attainment)} ${language === 'id' ? 'dari target' : 'of the target of'} ${number(target.value)} (${formats.month(target.from)}–${formats.month(target.to)})${target.band ? `, ${target.band.name[language]}` : ''}`,
          ),
        ]),
    ...wrapped(`${words.definition}: ${definition[language]}`, '  '),
    ...wrapped(`${words.basis}: ${basisText(headline, speech)}`, '  '),
  ]
}

const heading = (title: string): string => `${title.toUpperCase()}\n${'-'.repeat(Math.min(width, title.length))}`

/** Some columns of a table, aligned; nothing when it has no rows. */
function tableBlock(table: ReportTable, wanted: string[], speech: Speech): string[] {
  if (table.rows.length === 0) return []
  const chosen = table.columns.flatMap((column, i) => (wanted.includes(column.code) ? [{ column, i }] : []))
  const lines = [
    chosen.map(({ column }) => shortHeading(column, speech)),
    ...table.rows.map((row) => chosen.map(({ column, i }) => shownCell(row[i] ?? null, column, speech))),
  ]
  const widths = chosen.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)))
  return [
    heading(table.title),
    ...lines.map((line) =>
      line
        .map((cell, i) => (isText(chosen[i]?.column) ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    ),
  ]
}

const isText = (column: TableColumn | undefined): boolean => column?.type === 'text' || column?.type === 'month'

function shortHeading({ code, heading: long }: TableColumn, { language }: Speech): string {
  const short: Record<string, { id: string; en: string }> = {
    members: { id: 'Anggota', en: 'Members' },
    share_of_first: { id: '% P1', en: '% first' },
    share_of_previous: { id: '% sblm', en: '% prev.' },
    since_last_month: { id: '±', en: '±' },
    since_year_ago: { id: '±', en: '±' },
    reclassified_in: { id: 'Masuk', en: 'In' },
    reclassified_out: { id: 'Keluar', en: 'Out' },
    posted: { id: 'Dibukukan', en: 'Posted' },
    restated: { id: 'Kembali', en: 'Restated' },
  }
  return short[code]?.[language] ?? long
}

function changeBlock({ changes }: Report, { words, formats }: Speech): string[] {
  if (changes.length === 0) return []
  return [
    heading(words.changes),
    ...changes.map(({ figure, old, new: now, ofReading = 0, ofCorrections }) => {
      const reading = ofReading === 0 ? '' : `, ${words.ofReading.toLowerCase()} ${formats.signed(ofReading)}`
      const corrections = `${words.ofCorrections.toLowerCase()} ${formats.signed(ofCorrections ?? now - old)}`
      return `${figure}: ${formats.number(old)} -> ${formats.number(now)} (${corrections}${reading})`
    }),
  ]
}

function obstacleBlock({ obstacles }: Report, { words }: Speech): string[] {
  const rows = obstacles.flatMap(({ areaName, agency, obstacle, followUp }) => [
    `${areaName}${agency === undefined ? '' : `, ${agency}`}`,
    ...wrapped(`${words.obstacle}: ${obstacle}`, '  '),
    ...wrapped(`${words.followUp}: ${followUp}`, '  '),
  ])
  return [heading(words.obstacles), ...(rows.length > 0 ? rows : wrapped(words.noObstacles))]
}

function targetBlock({ headlines, pastIndicators }: Report, { words, language, formats }: Speech): string[] {
  const { number, percent, month } = formats
  return [
    heading(words.indicators),
    ...[...headlines, ...pastIndicators].flatMap(({ code, name, value, targets, definition, legalBasis }) => [
      `${code} ${name[language]}: ${number(value)}`,
      ...wrapped(`${definition[language]} ${words.basis}: ${legalBasis[language]}.`, '  '),
      ...targets.flatMap((target) =>
        wrapped(
          `${target.primary ? words.mainTarget : words.otherTarget} ${number(target.value)}, ${month(target.from)}–${month(target.to)}: ${number(target.realised)} = ${percent(target.attainment)}; ${words.expected.toLowerCase()} ${number(target.expectedToDate)}${target.neededPerMonth ? `; ${words.pace.toLowerCase()} ${number(target.neededPerMonth)}` : ''}. ${target.basis}`,
          '  ',
        ),
      ),
    ]),
  ]
}

function wrapped(text: string, indent = ''): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last !== '' && indent.length + last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines.map((line) => (line === '' ? '' : indent + line))
}
