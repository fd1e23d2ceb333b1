import type { Breakdown, Headline, Report } from '../../domain/report/report.ts'
import { leadingHeadlines, rivalStage } from '../headline.ts'
import { html } from '../markup.ts'
import { restatementTable } from '../tables/history.ts'
import { lineTable, reasonTable } from '../tables/lines.ts'
import { stageHeading } from '../tables/stage-heading.ts'
import { isTextColumn, type ReportTable, shownCell, type TableCell, type TableColumn } from '../tables/table.ts'
import { qualityTitle } from '../words/names.ts'
import { recountSentence } from '../words/sentences.ts'
import type { Speech } from '../words/speech.ts'
import { selectionOf } from './selection.ts'

/** A table narrow enough for a telephone. A row's lead stands on a line of its own above its cells. */
export type MailTable = {
  headings: string[]
  /** How many columns from the left hold words. */
  words: number
  rows: { lead?: { name: string; side?: string }; cells: string[] }[]
}

export type MailBlock = { table: MailTable } | { text: string; strong?: string; isSmall?: true }

/** What the mail says below its funnel. HTML and text print the same sections. */
export type MailSection = { title: string; blocks: MailBlock[] }

const small = (text: string, strong?: string): MailBlock => ({
  text,
  isSmall: true,
  ...(strong !== undefined && { strong }),
})

/** The sections of a mail, in the order of reading; those with nothing to say are left out. */
export function mailSections(report: Report, speech: Speech): MailSection[] {
  return [
    comparisonSection(report, speech),
    linesSection(report, speech),
    seriesSection(report, speech),
    ...report.breakdowns.map((breakdown) => breakdownSection(report, breakdown, speech)),
    ...loanSections(report, speech),
    restatementSection(report, speech),
    changesSection(report, speech),
    obstacleSection(report, speech),
    qualitySection(report, speech),
    indicatorSection(report, speech),
  ].filter(({ blocks }) => blocks.length > 0)
}

/** That the mail is a test, or may be the second of its kind. */
export function noticeText(
  { isTest, isSecondCopy }: { isTest?: boolean; isSecondCopy?: boolean },
  report: Report,
  { language, words }: Speech,
): string | undefined {
  if (isTest) return language === 'id' ? 'Uji kirim: bukan laporan resmi.' : 'Test: not an official copy.'
  if (!isSecondCopy) return undefined
  const which = `${words.issue.toLowerCase()} ${report.month}/${report.number}`
  return language === 'id'
    ? `Salinan kedua dari ${which}: yang pertama mungkin sudah sampai.`
    : `Second copy of ${which}: the first may have arrived.`
}

/** The stages of the report's quarrel: the first, and those that its first two headlines count. */
const ledBy = (report: Report): string[] => [
  ...new Set([report.funnel[0]?.stage ?? '', ...leadingHeadlines(report).map(({ counts }) => counts)]),
]

/** The stage that is held against the first, or else the last. */
const rivalOrLast = (report: Report): string => rivalStage(report) ?? report.funnel.at(-1)?.stage ?? ''

function comparisonSection({ comparison }: Report, speech: Speech): MailSection {
  const { words, formats } = speech
  const shown = (n: number | undefined, write: (n: number) => string) => (n === undefined ? '–' : write(n))
  return {
    title: words.comparison,
    blocks: [
      {
        table: {
          headings: [words.stage, words.thisMonth, words.lastMonth, '±', words.yearAgo, '±'],
          words: 1,
          rows: comparison.map(({ stage, members, lastMonth, sinceLastMonth, yearAgo, sinceYearAgo }) => ({
            cells: [
              stageHeading(stage, words),
              formats.number(members),
              shown(lastMonth, formats.number),
              shown(sinceLastMonth, formats.signed),
              shown(yearAgo, formats.number),
              shown(sinceYearAgo, formats.signed),
            ],
          })),
        },
      },
    ],
  }
}

const linesSection = (report: Report, speech: Speech): MailSection => ({
  title: speech.words.lines,
  blocks: [
    {
      table: picked(
        lineTable(report, speech),
        ['stage', 'attained', 'late', 'reversed', 'reclassified_in', 'reclassified_out', 'net'],
        speech,
      ),
    },
    ...(report.lines.some(({ reasons }) => reasons.length > 0)
      ? [{ table: picked(reasonTable(report, speech), ['stage', 'name', 'reversed'], speech) }]
      : []),
  ],
})

/** Columns that may be left out when nothing stands in them. */
const rare = ['late', 'reversed', 'reclassified', 'reclassified_in', 'reclassified_out']

/** Some columns of a table of the report, without rare ones that hold nothing but noughts. */
function picked({ columns, rows }: ReportTable, wanted: string[], speech: Speech): MailTable {
  const chosen = columns.flatMap((column, i) =>
    wanted.includes(column.code) && !(rare.includes(column.code) && rows.every((row) => row[i] === 0))
      ? [{ column, i }]
      : [],
  )
  return {
    headings: chosen.map(({ column }) => shortHeading(column, speech)),
    words: chosen.filter(({ column }) => isTextColumn(column)).length,
    rows: rows.map((row) => ({ cells: chosen.map(({ column, i }) => mailCell(row[i] ?? null, column, speech)) })),
  }
}

function shortHeading({ code, heading }: TableColumn, { language }: Speech): string {
  const short: Record<string, { id: string; en: string }> = {
    reclassified: { id: 'Rekl.', en: 'Recl.' },
    reclassified_in: { id: 'Rekl. +', en: 'Recl. +' },
    reclassified_out: { id: 'Rekl. −', en: 'Recl. −' },
    posted: { id: 'Dibukukan', en: 'As posted' },
  }
  return short[code]?.[language] ?? heading
}

function mailCell(cell: TableCell, column: TableColumn, speech: Speech): string {
  if (column.type === 'month') return speech.formats.shortMonth(String(cell))
  return column.code === 'stage' ? stageHeading(String(cell), speech.words) : shownCell(cell, column, speech)
}

function seriesSection(report: Report, { words, formats }: Speech): MailSection {
  const stages = [...new Set([report.funnel[0]?.stage ?? '', rivalOrLast(report)])]
  return {
    title: words.series,
    blocks: [
      {
        table: {
          headings: [words.month, ...stages.flatMap((stage) => [stage, '±'])],
          words: 1,
          rows: report.series.map((row) => ({
            cells: [
              formats.shortMonth(row.month),
              ...stages.flatMap((stage) => {
                const { posted = 0, net = 0 } = row.stages[stage] ?? {}
                return [formats.number(posted), formats.signed(net)]
              }),
            ],
          })),
        },
      },
    ],
  }
}

/** Every row with the whole funnel in it, and what share of its first stage holds the rival one. */
function breakdownSection(report: Report, breakdown: Breakdown, speech: Speech): MailSection {
  const { words, formats, language } = speech
  const [first, rival] = [report.funnel[0]?.stage ?? '', rivalOrLast(report)]
  const { rows, left } = selectionOf(breakdown.rows, (row) => row.stages[rival]?.shareOfFirst ?? null)
  const hidden = (text: string | null | undefined) => text ?? words.hidden
  const note =
    language === 'id'
      ? `Tiga dengan bagian ${rival} terbesar dan tiga dengan yang terkecil. ${formats.number(left)} lagi ada dalam berkas.`
      : `The three with the largest share of ${rival} and the three with the smallest. ${formats.number(left)} more are in the files.`
  return {
    title: words.by(breakdown.name[language]),
    blocks: [
      ...(left > 0 ? [small(note)] : []),
      {
        table: {
          headings: report.funnel.map(({ stage }) => stage),
          words: 0,
          rows: rows.map(({ name, stages }) => ({
            lead: {
              name: name[language],
              side: `${rival}/${first} ${hidden(shareText(stages[rival]?.shareOfFirst, formats))}`,
            },
            cells: report.funnel.map(({ stage }) => hidden(countText(stages[stage]?.members, formats))),
          })),
        },
      },
    ],
  }
}

type Formats = Speech['formats']

const shareText = (share: string | null | undefined, { percent }: Formats) => share && percent(share)
const countText = (n: number | null | undefined, { number }: Formats) => (typeof n === 'number' ? number(n) : n)

/** How many partners the mail names. */
const mostPartners = 8

function loanSections({ loans }: Report, { words, formats, language }: Speech): MailSection[] {
  if (!loans) return []
  const told = ({ number, amount }: { number: number | null; amount: string | null }) =>
    number === null || amount === null ? words.hidden : `${formats.number(number)} (${formats.rupiah(amount)})`
  const partners = loans.partners.slice(0, mostPartners)
  const left = loans.partners.length - partners.length
  return [
    {
      title: words.loans,
      blocks: loans.facts.map(({ name, definition, cumulative, inMonth }) =>
        small(
          `${told(cumulative)}; ${words.thisMonth.toLowerCase()} ${formats.signed(inMonth.net.number)} (${formats.rupiah(inMonth.net.amount)}). ${definition[language]}`,
          `${name[language]}:`,
        ),
      ),
    },
    {
      title: words.loansByPartner,
      blocks: [
        ...partners.map(({ name, facts }) =>
          small(
            loans.facts
              .map((fact) => `${fact.name[language].toLowerCase()} ${told(facts[fact.fact].cumulative)}`)
              .join(' · '),
            `${name}:`,
          ),
        ),
        ...moreInFiles(left, { language, formats }),
      ],
    },
  ]
}

function moreInFiles(left: number, { language, formats }: Pick<Speech, 'language' | 'formats'>): MailBlock[] {
  if (left === 0) return []
  const n = formats.number(left)
  return [
    small(language === 'id' ? `${n} lagi ada dalam berkas.` : `${n} more ${left === 1 ? 'is' : 'are'} in the files.`),
  ]
}

function restatementSection(report: Report, speech: Speech): MailSection {
  const { words, language } = speech
  const stages = ledBy(report)
  const table = restatementTable(report, speech)
  const rows = table.rows.filter(([, stage]) => stages.some((wanted) => wanted === stage))
  const note =
    language === 'id'
      ? 'Bulan tertutup tidak berubah. Yang datang kemudian untuknya mengubah bacaan kedua saja.'
      : 'A closed month never changes. What came later for it changes the second reading only.'
  const columns = ['month', 'stage', 'posted', 'late', 'reversed', 'reclassified', 'restated']
  return {
    title: words.restatements,
    blocks: rows.length === 0 ? [] : [small(note), { table: picked({ ...table, rows }, columns, speech) }],
  }
}

/** How many changes the mail names. */
const mostChanges = 15

function changesSection({ changes }: Report, { words, language, formats }: Speech): MailSection {
  const shown = changes.slice(0, mostChanges)
  return {
    title: words.changes,
    blocks: [
      ...shown.map(({ figure, old, new: now, ofReading = 0, ofCorrections }) => {
        const corrections = `${words.ofCorrections.toLowerCase()} ${formats.signed(ofCorrections ?? now - old)}`
        const reading = ofReading === 0 ? '' : `, ${words.ofReading.toLowerCase()} ${formats.signed(ofReading)}`
        return small(`${formats.number(old)} → ${formats.number(now)} (${corrections}${reading})`, `${figure}:`)
      }),
      ...moreInFiles(changes.length - shown.length, { language, formats }),
    ],
  }
}

/** How many bytes of obstacles, and of targets, the mail holds: it stays below what mail programs cut off. */
const mostBytes = 6500

/** The first of all that fit; one always does. */
function fitting(all: MailBlock[][]): MailBlock[][] {
  let sum = 0
  return all.filter((blocks, i) => {
    for (const block of blocks) if ('text' in block) sum += Buffer.byteLength(html`${block.text}`.markup)
    return i === 0 || sum <= mostBytes
  })
}

function obstacleSection({ obstacles }: Report, { words, language, formats }: Speech): MailSection {
  const all = obstacles.map(({ areaName, agency, obstacle, followUp }): MailBlock[] => [
    { text: '', strong: agency === undefined ? areaName : `${areaName}, ${agency}` },
    { text: obstacle, strong: `${words.obstacle}:` },
    { text: followUp, strong: `${words.followUp}:` },
  ])
  const shown = fitting(all)
  const left = moreInFiles(all.length - shown.length, { language, formats })
  return { title: words.obstacles, blocks: all.length > 0 ? [...shown.flat(), ...left] : [small(words.noObstacles)] }
}

function qualitySection(report: Report, speech: Speech): MailSection {
  const { words, formats } = speech
  const counted = Object.entries(words.qualityOf).flatMap(([code, name]) => {
    const n = Object.entries(report.quality).find(([key]) => key === code)?.[1]
    return typeof n === 'number' ? [small(formats.number(n), `${name}:`)] : []
  })
  return {
    title: qualityTitle(report, speech),
    blocks: [...counted, small(recountSentence(report, speech), `${words.recount}:`)],
  }
}

function indicatorSection({ headlines, pastIndicators }: Report, speech: Speech): MailSection {
  const { words, language, formats } = speech
  const all = [...headlines, ...pastIndicators].map((headline): MailBlock[] => {
    const { code, name, value, definition, legalBasis, until } = headline
    const ended = until === undefined ? '' : `(${words.until} ${formats.day(until)})`
    return [
      { text: ended, strong: `${code} ${name[language]}: ${formats.number(value)}` },
      small(`${definition[language]} ${words.basis}: ${legalBasis[language]}.`),
    ]
  })
  const targets = [...headlines, ...pastIndicators].map((headline) => targetBlocks(headline, speech))
  const shown = fitting(targets.flat())
  const left = moreInFiles(targets.flat().length - shown.length, { language, formats })
  return {
    title: words.indicators,
    blocks: [
      ...all.flatMap((blocks, i) => [...blocks, ...(targets[i] ?? []).filter((each) => shown.includes(each)).flat()]),
      ...left,
    ],
  }
}

function targetBlocks({ targets }: Headline, { words, formats }: Speech): MailBlock[][] {
  const { number, percent, month } = formats
  return targets.map((target) => [
    small(
      `${month(target.from)}–${month(target.to)}: ${number(target.realised)} = ${percent(target.attainment)}; ${words.expected.toLowerCase()} ${number(target.expectedToDate)}${target.neededPerMonth ? `; ${words.pace.toLowerCase()} ${number(target.neededPerMonth)}` : ''}. ${target.basis}`,
      `${target.primary ? words.mainTarget : words.otherTarget} ${number(target.value)},`,
    ),
  ])
}
