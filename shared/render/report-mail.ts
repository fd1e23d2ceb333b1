import type { Headline, Report, Step } from '../domain/report/report.ts'
import type { Language } from './language.ts'
import { html, type Markup, raw } from './markup.ts'
import { mailText } from './report-mail-text.ts'
import {
  comparisonTable,
  lineTable,
  type ReportTable,
  restatementTable,
  shownCell,
  type TableColumn,
} from './report-tables.ts'
import {
  basisText,
  changeSentence,
  readingName,
  recountSentence,
  type Speech,
  scopeName,
  speechOf,
} from './report-words.ts'

/** Where the mail's reader finds the rest. Files are linked where they are not attached, until a day. */
type MailLinks = {
  page?: string
  pdf?: string
  xlsx?: string
  csv?: string
  until?: string
  unsubscribe?: string
}

export type MailOptions = {
  language: Language
  links: MailLinks
  /** Names of the files that come with the mail. */
  attached?: string[]
  /** The mail may have been sent before, and nobody can tell: it says that it is a second copy. */
  isSecondCopy?: boolean
  /** Sent to try how it looks: it says so. */
  isTest?: boolean
}

/** The report as a mail: a document of plain tables in one column, and its text. */
export function renderMail(report: Report, options: MailOptions): { subject: string; html: string; text: string } {
  const speech = speechOf(options.language)
  return {
    subject: subjectOf(report, options, speech),
    html: document(report, options, speech).markup,
    text: mailText(report, options, speech),
  }
}

function subjectOf(report: Report, { isSecondCopy, isTest }: MailOptions, speech: Speech): string {
  const { language, words, formats } = speech
  const issue = report.number > 1 ? `, ${words.issue.toLowerCase()} ${report.number}` : ''
  const mark = noticeOf({ isSecondCopy, isTest }, language)
  return `${mark ? `[${mark}] ` : ''}${words.report} ${formats.month(report.month)}${issue}: ${scopeName(report, speech)}`
}

function noticeOf(
  { isSecondCopy, isTest }: { isSecondCopy?: boolean | undefined; isTest?: boolean | undefined },
  language: Language,
): string | undefined {
  if (isTest) return language === 'id' ? 'Uji kirim' : 'Test'
  if (isSecondCopy) return language === 'id' ? 'Salinan kedua' : 'Second copy'
  return undefined
}

// Colours that hold on a white and, by the classes, on a dark ground: at least 4.5 to 1 each.
const ink = '#17212b'
const muted = '#55606b'
const line = '#d9dee3'
const ground = '#f2f0ea'
const paper = '#ffffff'
const first = '#0b6e75'
const contrast = '#b3401a'
const font = "font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

const style = `
:root { color-scheme: light dark; supported-color-schemes: light dark }
body { margin: 0; padding: 0; width: 100% }
table { border-collapse: collapse }
@media (prefers-color-scheme: dark) {
.ground { background-color: #12181e !important }
.paper { background-color: #1b232b !important }
.ink { color: #eef1f4 !important }
.muted { color: #aeb8c2 !important }
.first { color: #59c2ca !important }
.contrast { color: #ff9a73 !important }
.line { border-color: #38434e !important }
.track { background-color: #2b353f !important }
a { color: #59c2ca !important }
}
@media (max-width: 480px) {
.pad { padding-left: 16px !important; padding-right: 16px !important }
.big { font-size: 34px !important }
}
`

/** Outlook for Windows takes its widths from tables only. */
const outlookStart = `<!--[if mso]><table role="presentation" width="600" align="center" cellpadding="0" cellspacing="0"><tr><td><![endif]-->`
const outlookEnd = '<!--[if mso]></td></tr></table><![endif]-->'

function document(report: Report, options: MailOptions, speech: Speech): Markup {
  const { language, words, formats } = speech
  const title = `${words.report} ${formats.month(report.month)}`
  return html`<!doctype html>
<html lang="${language}" xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body class="ground" style="margin:0;padding:0;background-color:${ground}">
<div style="display:none;max-height:0;overflow:hidden">${preheader(report, speech)}</div>
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background-color:${ground}">
<tr><td align="center" style="padding:16px 0">
${raw(outlookStart)}
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background-color:${paper}">
${row(masthead(report, options, speech))}
${report.headlines.slice(0, 2).map((headline, i) => row(headlineBlock(report, headline, i, speech)))}
${sentenceRow(report, speech)}
${section(words.funnelOf(report.funnel.length), funnelBlock(report, speech))}
${section(words.comparison, dataTable(comparisonTable(report, speech), ['stage', 'members', 'since_last_month', 'since_year_ago'], speech))}
${section(words.lines, dataTable(lineTable(report, speech), ['stage', 'attained', 'late', 'reversed', 'net'], speech))}
${report.breakdowns.filter(({ rows }) => rows.length <= 12).map((breakdown) => section(words.by(breakdown.name[language]), breakdownBlock(report, breakdown, speech)))}
${restatementSection(report, speech)}
${changesSection(report, speech)}
${obstacleSection(report, speech)}
${section(words.quality, qualityBlock(report, speech))}
${section(words.indicators, targetBlock(report, speech))}
${row(foot(report, options, speech))}
</table>
${raw(outlookEnd)}
</td></tr>
</table>
</body>
</html>
`
}

const row = (content: Markup): Markup => html`<tr><td class="pad" style="padding:0 28px">${content}</td></tr>`

const section = (title: string, content: Markup): Markup =>
  row(
    html`<h2 class="ink line" style="${font};font-size:16px;line-height:22px;font-weight:bold;color:${ink};margin:0;padding:22px 0 8px;border-top:1px solid ${line}">${title}</h2>${content}<div style="line-height:22px;font-size:0">&nbsp;</div>`,
  )

const paragraph = (content: Markup | string, size = 14): Markup =>
  html`<p class="ink" style="${font};font-size:${size}px;line-height:${Math.round(size * 1.5)}px;color:${ink};margin:0 0 8px">${content}</p>`

const small = (content: Markup | string): Markup =>
  html`<p class="muted" style="${font};font-size:12px;line-height:18px;color:${muted};margin:0 0 6px">${content}</p>`

function preheader({ headlines }: Report, { language, formats, words }: Speech): string {
  return headlines
    .slice(0, 2)
    .map(({ name, value, targets: [target], shareOfFirst }) =>
      target
        ? `${name[language]}: ${formats.number(target.realised)} = ${formats.percent(target.attainment)}`
        : `${name[language]}: ${formats.number(value)} = ${formats.percent(shareOfFirst)} ${words.ofFirst}`,
    )
    .join(' · ')
}

function masthead(report: Report, options: MailOptions, speech: Speech): Markup {
  const { language, words, formats } = speech
  const notice = noticeOf(options, language)
  return html`
${notice !== undefined && html`<p style="${font};font-size:13px;line-height:20px;font-weight:bold;color:#ffffff;background-color:${contrast};margin:16px 0 0;padding:6px 10px">${secondCopyText(options, report, speech)}</p>`}
<p class="muted" style="${font};font-size:13px;line-height:20px;color:${muted};margin:0;padding:24px 0 0">${report.programme.name[language]}</p>
<h1 class="ink" style="${font};font-size:26px;line-height:32px;font-weight:bold;color:${ink};margin:0;padding:2px 0 4px">${words.report} ${formats.month(report.month)}</h1>
<p class="muted" style="${font};font-size:13px;line-height:20px;color:${muted};margin:0;padding:0 0 18px">${scopeName(report, speech)} · ${words.issue} ${report.number} · ${words.issued.toLowerCase()} ${formats.instant(report.issuedAt, report.programme.zone)}</p>
${report.cause !== undefined && paragraph(html`<b>${words.cause}:</b> ${report.cause}`)}`
}

function secondCopyText({ isTest }: MailOptions, report: Report, { language, words }: Speech): string {
  if (isTest) return language === 'id' ? 'Uji kirim: bukan laporan resmi.' : 'Test: not an official copy.'
  const which = `${words.issue.toLowerCase()} ${report.month}/${report.number}`
  return language === 'id'
    ? `Salinan kedua dari ${which}: yang pertama mungkin sudah sampai.`
    : `Second copy of ${which}: the first may have arrived.`
}

/** A headline says its number, what it is a share of, what it counts and by which rule: never one number alone. */
function headlineBlock(report: Report, headline: Headline, i: number, speech: Speech): Markup {
  const { language, words, formats } = speech
  const { name, value, definition, shareOfFirst, targets } = headline
  const colour = i === 0 ? first : contrast
  const [target, ...others] = targets
  return html`
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td class="line" style="border-top:3px solid ${colour};padding:12px 0 14px">
<p class="muted" style="${font};font-size:13px;line-height:18px;color:${muted};margin:0">${name[language]} · ${words.asOf.toLowerCase()} ${formats.month(report.month)}</p>
<p class="big ${i === 0 ? 'first' : 'contrast'}" style="${font};font-size:44px;line-height:52px;font-weight:bold;color:${colour};margin:0">${formats.number(target?.realised ?? value)}</p>
${
  target
    ? html`${paragraph(html`<b>= ${formats.percent(target.attainment)}</b> ${shareWords(language, formats.number(target.value))}${target.band && html` · ${target.band.name[language]}`}`, 15)}${others.map((other) => small(html`${formats.percent(other.attainment)} ${shareWords(language, formats.number(other.value))} (${periodOf(other, formats)})`))}`
    : paragraph(html`<b>= ${formats.percent(shareOfFirst)}</b> ${words.ofFirst}`, 15)
}
${small(html`<b>${words.definition}:</b> ${definition[language]}`)}
${small(html`<b>${words.basis}:</b> ${basisText(headline, speech)}`)}
</td></tr></table>`
}

const shareWords = (language: Language, target: string): string =>
  language === 'id' ? `dari target ${target}` : `of the target of ${target}`

const periodOf = ({ from, to }: { from: string; to: string }, { month }: Speech['formats']): string =>
  `${month(from)}–${month(to)}`

function sentenceRow(report: Report, speech: Speech): Markup | undefined {
  const sentence = changeSentence(report, speech)
  if (sentence === undefined) return undefined
  return row(
    html`<p class="ink track" style="${font};font-size:15px;line-height:22px;color:${ink};background-color:${ground};margin:4px 0 22px;padding:10px 14px">${sentence}</p>`,
  )
}

/** Each stage as a bar of table cells: widths in percent, no picture. */
function funnelBlock({ funnel, complete, headlines }: Report, { language, words, formats }: Speech): Markup {
  const marked = headlines[1]?.counts
  const step = ({ stage, name, members, shareOfFirst, shareOfPrevious }: Step) => {
    const width = barWidth(shareOfFirst)
    const colour = stage === marked ? contrast : first
    return html`
<tr><td class="ink" style="${font};font-size:13px;line-height:18px;color:${ink};padding:6px 0 2px"><b>${stage}</b> ${name[language]}</td>
<td class="ink" align="right" style="${font};font-size:13px;line-height:18px;color:${ink};padding:6px 0 2px;white-space:nowrap"><b>${formats.number(members)}</b> · ${formats.percent(shareOfFirst)}</td></tr>
<tr><td colspan="2"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>
<td width="${width}%" style="width:${width}%;background-color:${colour};font-size:0;line-height:12px;height:12px">&nbsp;</td>${width < 100 && html`<td class="track" style="background-color:#e7eaed;font-size:0;line-height:12px;height:12px">&nbsp;</td>`}
</tr></table></td></tr>${shareOfPrevious !== undefined && html`<tr><td class="muted" colspan="2" style="${font};font-size:12px;line-height:16px;color:${muted};padding:2px 0 0">${formats.percent(shareOfPrevious)} ${language === 'id' ? 'dari tahap sebelumnya' : 'of the stage before'}</td></tr>`}`
  }
  return html`<table width="100%" cellpadding="0" cellspacing="0">${funnel.map(step)}</table>
${small(html`${words.complete}: <b>${formats.number(complete.members)}</b> (${formats.percent(complete.shareOfFirst)}).`)}`
}

/** Whole percents, at least one so that a bar is seen, at most all. */
const barWidth = (share: string): number =>
  share === 'undefined' ? 1 : Math.max(1, Math.min(100, Math.round(Number(share))))

/** Some columns of a table. Numbers to the right; headings say what they are. */
function dataTable(table: ReportTable, wanted: string[], speech: Speech): Markup {
  const chosen = table.columns.flatMap((column, i) => (wanted.includes(column.code) ? [{ column, i }] : []))
  const headings = new Set(chosen.map(({ column }) => column.heading))
  const cell = (column: TableColumn, content: Markup | string, tag: 'th' | 'td') =>
    html`${raw(`<${tag}${tag === 'th' ? ' scope="col"' : ''} class="${tag === 'th' ? 'muted' : 'ink'} line" align="${column.type === 'text' || column.type === 'month' ? 'left' : 'right'}" style="${font};font-size:${tag === 'th' ? 12 : 13}px;line-height:18px;font-weight:${tag === 'th' ? 'normal' : 'inherit'};color:${tag === 'th' ? muted : ink};padding:5px 0 5px 6px;border-bottom:1px solid ${line}">`)}${content}${raw(`</${tag}>`)}`
  return html`<table width="100%" cellpadding="0" cellspacing="0"><tr>${chosen.map(({ column }) =>
    cell(column, headings.size < chosen.length ? headingOf(column, speech) : column.heading, 'th'),
  )}</tr>
${table.rows.map((cells) => html`<tr>${chosen.map(({ column, i }) => cell(column, shownCell(cells[i] ?? null, column, speech), 'td'))}</tr>`)}</table>`
}

/** Where two columns of a table are called alike when they stand alone. */
function headingOf({ code, heading }: TableColumn, { words }: Speech): string {
  if (code === 'since_last_month') return words.sinceLastMonth
  if (code === 'since_year_ago') return words.sinceYearAgo
  return heading
}

/** The first headline's stage and its rival's side by side: how many, and the second as a share of the first. */
function breakdownBlock(report: Report, { name, rows }: Report['breakdowns'][number], speech: Speech): Markup {
  const { language, formats, words } = speech
  const stages = [
    ...new Set([report.funnel[0]?.stage ?? '', ...report.headlines.slice(0, 2).map(({ counts }) => counts)]),
  ]
  const shown = (n: number | null | undefined) => (n === null || n === undefined ? words.hidden : formats.number(n))
  const table: ReportTable = {
    code: 'breakdown',
    title: '',
    keys: 1,
    columns: [
      { code: 'name', heading: name[language], type: 'text' },
      ...stages.map((stage): TableColumn => ({ code: stage, heading: stage, type: 'count' })),
      ...stages.slice(1).map((stage): TableColumn => ({ code: `${stage}s`, heading: `${stage} %`, type: 'count' })),
    ],
    rows: rows.map((each) => [
      each.name[language],
      ...stages.map((stage) => shown(each.stages[stage]?.members)),
      ...stages.slice(1).map((stage) => {
        const share = each.stages[stage]?.shareOfFirst
        return share === null || share === undefined ? words.hidden : formats.percent(share)
      }),
    ]),
  }
  return dataTable(
    table,
    table.columns.map(({ code }) => code),
    speech,
  )
}

function restatementSection(report: Report, speech: Speech): Markup | undefined {
  const { words, language } = speech
  const stages = [report.funnel[0]?.stage, ...report.headlines.slice(0, 2).map(({ counts }) => counts)]
  const table = restatementTable(report, speech)
  const rows = table.rows.filter(([, stage]) => stages.some((wanted) => wanted === stage))
  if (rows.length === 0) return undefined
  const note =
    language === 'id'
      ? 'Bulan tertutup tidak berubah. Yang datang kemudian untuknya mengubah bacaan kedua saja.'
      : 'A closed month never changes. What came later for it changes the second reading only.'
  return section(
    words.restatements,
    html`${small(note)}${dataTable({ ...table, rows }, ['month', 'stage', 'posted', 'late', 'reversed', 'restated'], speech)}`,
  )
}

/** How many changes the mail names; the files have all of them. */
const mostChanges = 40

function changesSection(report: Report, speech: Speech): Markup | undefined {
  const { words, language, formats } = speech
  if (report.changes.length === 0) return undefined
  const shown = report.changes.slice(0, mostChanges)
  const more = report.changes.length - shown.length
  const rows = shown.map(({ figure, old, new: now, ofReading = 0, ofCorrections }) =>
    small(
      html`${figure}: ${formats.number(old)} → <b>${formats.number(now)}</b> (${words.ofCorrections.toLowerCase()} ${formats.signed(ofCorrections ?? now - old)}${ofReading !== 0 && `, ${words.ofReading.toLowerCase()} ${formats.signed(ofReading)}`})`,
    ),
  )
  const rest =
    language === 'id'
      ? `Dan ${formats.number(more)} angka lain dalam berkas.`
      : `And ${formats.number(more)} more in the files.`
  return section(words.changes, html`${rows}${more > 0 && small(rest)}`)
}

function obstacleSection(report: Report, { words }: Speech): Markup {
  const rows = report.obstacles.map(
    ({ areaName, agency, obstacle, followUp }) =>
      html`${paragraph(html`<b>${areaName}${agency !== undefined && `, ${agency}`}</b>`)}${paragraph(html`${words.obstacle}: ${obstacle}`, 13)}${paragraph(html`${words.followUp}: ${followUp}`, 13)}`,
  )
  return section(words.obstacles, rows.length > 0 ? html`${rows}` : small(words.noObstacles))
}

function qualityBlock(report: Report, speech: Speech): Markup {
  const { words, formats } = speech
  const counted = Object.entries(words.qualityOf).flatMap(([code, name]) => {
    const n = Object.entries(report.quality).find(([key]) => key === code)?.[1]
    return typeof n === 'number' ? [small(html`${name}: <b>${formats.number(n)}</b>`)] : []
  })
  return html`${counted}${small(html`${words.recount}: ${recountSentence(report, speech)}`)}`
}

function targetBlock(report: Report, { language, words, formats }: Speech): Markup {
  return html`${[...report.headlines, ...report.pastIndicators].map(
    ({
      code,
      name,
      value,
      definition,
      legalBasis,
      targets,
      until,
    }) => html`${paragraph(html`<b>${code} ${name[language]}: ${formats.number(value)}</b>${until !== undefined && ` (${words.until} ${formats.day(until)})`}`, 13)}
${small(html`${definition[language]} ${words.basis}: ${legalBasis[language]}.`)}
${targets.map((target) =>
  small(
    html`${target.primary ? words.mainTarget : words.otherTarget} ${formats.number(target.value)}, ${periodOf(target, formats)}: ${formats.number(target.realised)} = ${formats.percent(target.attainment)}; ${words.expected.toLowerCase()} ${formats.number(target.expectedToDate)}${target.neededPerMonth !== null && target.neededPerMonth > 0 && `; ${words.pace.toLowerCase()} ${formats.number(target.neededPerMonth)}`}. ${target.basis}`,
  ),
)}`,
  )}`
}

function foot(report: Report, { links, attached = [] }: MailOptions, speech: Speech): Markup {
  const { words, language, formats } = speech
  const link = (url: string | undefined, name: string) =>
    url !== undefined &&
    html`<a href="${url}" class="first" style="color:${first};text-decoration:underline">${name}</a>`
  const files = [link(links.pdf, 'PDF'), link(links.xlsx, 'Excel (XLSX)'), link(links.csv, 'CSV')].filter(
    (each) => each !== false,
  )
  const until =
    links.until === undefined
      ? ''
      : language === 'id'
        ? ` (tautan berlaku sampai ${formats.day(links.until)})`
        : ` (links hold until ${formats.day(links.until)})`
  return html`<div class="line" style="border-top:1px solid ${line};padding:18px 0 24px">
${links.page !== undefined && paragraph(html`${link(links.page, words.open)}`)}
${attached.length > 0 && small(html`${words.attachments}: ${attached.join(', ')}`)}
${files.length > 0 && small(html`${words.files}: ${files.map((file, i) => html`${i > 0 && ' · '}${file}`)}${until}`)}
${small(html`${words.reading}: ${readingName(report, speech)} · ${words.zone}: ${report.programme.zone}`)}
${small(html`${words.producer}: ${report.publication.producer[language]} · ${words.custodian}: ${report.publication.custodian[language]} · ${report.publication.licence[language]}`)}
${small(html`${words.issue} ${report.month}/${report.number} · ${words.hash} <span style="font-family:Consolas,Menlo,monospace;font-size:11px;word-break:break-all">${report.hash}</span>`)}
${links.unsubscribe !== undefined && small(html`${link(links.unsubscribe, language === 'id' ? 'Berhenti menerima laporan ini' : 'Stop receiving this report')}`)}
</div>`
}
