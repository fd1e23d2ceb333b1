import type { Headline, Report } from '../domain/report/report.ts'
import {
  describeComparedLoans,
  describeHeadline,
  leadingHeadlines,
  listRivalTargets,
  nameTarget,
  writeTarget,
} from './headline.ts'
import { listNotices } from './mail/notice.ts'
import type { MailOptions } from './mail/options.ts'
import type { MailBlock, MailSection } from './mail/section.ts'
import { mailSections } from './mail/sections.ts'
import { changesSection } from './mail/text-sections.ts'
import { nameReading, nameScope, writeBasis } from './words/names.ts'
import { changeSentence, describeHiddenCells, proofSentence, recountSentence } from './words/sentences.ts'
import type { Wording } from './words/wording.ts'

/** Mail programs break lines that are longer. */
const width = 72

/** The mail as plain text: what the HTML says, in lines of at most 72 characters. Links and hashes are not broken. */
export function mailText(report: Report, options: MailOptions, wording: Wording): string {
  const changes = changesSection(report, wording)
  const blocks: string[][] = [
    mastheadLines(report, options, wording),
    changes ? sectionLines(changes) : [],
    ...leadingHeadlines(report).map((headline) => headlineLines(report, headline, wording)),
    wrapText(changeSentence(report, wording) ?? ''),
    funnelLines(report, wording),
    ...mailSections(report, wording).map(sectionLines),
    footLines(report, options, wording),
  ]
  return `${blocks
    .filter((block) => block.some((each) => each !== ''))
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`
}

function mastheadLines(report: Report, options: MailOptions, wording: Wording): string[] {
  const { words, language, formats } = wording
  const notices = listNotices(options, report, wording)
  const issuedAt = formats.instant(report.issuedAt, report.programme.zone)
  return [
    ...(notices.length === 0 ? [] : wrapText(notices.join(' ').toUpperCase())),
    `${words.report} ${formats.month(report.month)}`.toUpperCase(),
    ...wrapText(report.programme.name[language]),
    ...wrapText(nameScope(report, wording)),
    `${words.issue} ${report.number}, ${words.issued.toLowerCase()} ${issuedAt}`,
    ...(report.cause === undefined ? [] : wrapText(`${words.cause}: ${report.cause}`)),
  ]
}

function headlineLines(report: Report, headline: Headline, wording: Wording): string[] {
  const { words, language, formats } = wording
  const { name, definition, targets } = headline
  const { count, part, share, of } = describeHeadline(headline, report, wording)
  const [target] = targets
  const beside = describeComparedLoans(headline, wording)
  return [
    `${name[language]}: ${count}`,
    ...(share === undefined ? [] : wrapText(`${part ? `${part} ` : ''}= ${share} ${of}`, '  ')),
    ...(beside === undefined ? [] : wrapText(`${words.loans}: ${beside}`, '  ')),
    ...(target
      ? listRivalTargets(targets).map(
          (other) => `  = ${formats.percent(other.attainment)} ${nameTarget(other.value, wording)}`,
        )
      : [`  ${words.noTarget}`]),
    ...(target ? wrapText(`${words.target}: ${writeTarget(target, wording)}`, '  ') : []),
    ...wrapText(`${words.definition}: ${definition[language]}`, '  '),
    ...wrapText(`${words.basis}: ${writeBasis(headline, wording)}`, '  '),
  ]
}

function funnelLines({ funnel, complete, warnings }: Report, wording: Wording): string[] {
  const { words, language, formats } = wording
  const { number, percent } = formats
  const rows = funnel.map(({ stage, name, members, shareOfFirst }) => ({
    name: `${stage} ${name[language]}`,
    cells: [number(members), percent(shareOfFirst)],
  }))
  return [
    heading(words.funnelOf(funnel.length)),
    ...tableLines(rows),
    ...wrapText(`${words.complete}: ${number(complete.members)} (${percent(complete.shareOfFirst)} ${words.ofFirst}).`),
    ...warnings.flatMap((warning) => wrapText(warning[language])),
  ]
}

const heading = (title: string): string => `${title.toUpperCase()}\n${'-'.repeat(Math.min(width, title.length))}`

const sectionLines = ({ title, blocks }: MailSection): string[] => [heading(title), ...blocks.flatMap(blockLines)]

function blockLines(block: MailBlock): string[] {
  const { text, strong } = block
  const [first = '', ...more] = wrapText([strong, text].filter(Boolean).join(' '), '  ')
  return [first.trimStart(), ...more]
}

/** Aligns names left and numbers right. If a name is too long for a line, the numbers are below it. */
function tableLines(rows: { name: string; cells: string[] }[]): string[] {
  const widths = [0, 1].map((at) => Math.max(0, ...rows.map(({ cells }) => cells[at]?.length ?? 0)))
  const alignCells = (cells: string[]) => cells.map((cell, i) => cell.padStart(widths[i] ?? 0)).join('  ')
  const longest = Math.max(0, ...rows.map(({ name }) => name.length))
  const isBeside = longest + 2 + alignCells(rows[0]?.cells ?? []).length <= width
  return rows.flatMap(({ name, cells }) =>
    isBeside ? [`${name.padEnd(longest)}  ${alignCells(cells)}`] : [...wrapText(name), `  ${alignCells(cells)}`],
  )
}

function footLines(report: Report, { links, attached = [] }: MailOptions, wording: Wording): string[] {
  const { words, language, formats } = wording
  const proof = proofSentence(report, wording)
  const until = language === 'id' ? 'Tautan berlaku sampai' : 'Links work until'
  const hiddenText = describeHiddenCells(report, wording)
  return [
    ...(links.page === undefined ? [] : [`${words.open}: ${links.page}`]),
    ...(attached.length === 0 ? [] : wrapText(`${words.attachments}: ${attached.join(', ')}`)),
    ...(['pdf', 'xlsx', 'csv'] as const).flatMap((file) => {
      const link = links[file]
      return link === undefined ? [] : [`${file.toUpperCase()}: ${link}`]
    }),
    ...(links.until === undefined ? [] : [`${until} ${formats.day(links.until)}`]),
    ...wrapText(`${words.recount}: ${recountSentence(report, wording)}`),
    ...wrapText(`${words.reading}: ${nameReading(report, wording)}. ${words.zone}: ${report.programme.zone}.`),
    ...wrapText(`${words.producer}: ${report.publication.producer[language]}.`),
    ...wrapText(`${words.custodian}: ${report.publication.custodian[language]}.`),
    ...wrapText(`${words.licence}: ${report.publication.licence[language]}.`),
    ...(hiddenText === undefined ? [] : wrapText(`${words.hiddenNumbers}: ${hiddenText}.`)),
    `${words.issue} ${report.month}/${report.number}`,
    `${words.hash} ${report.hash}`,
    ...(proof === undefined ? [] : [proof]),
    ...(links.unsubscribe === undefined
      ? []
      : [`${language === 'id' ? 'Berhenti menerima' : 'Stop receiving this'}: ${links.unsubscribe}`]),
  ]
}

function wrapText(text: string, indent = ''): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last !== '' && indent.length + last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines.map((line) => (line === '' ? '' : indent + line))
}
