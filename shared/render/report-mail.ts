import type { Headline, Report, Step } from '../domain/report/report.ts'
import type { Language } from '../domain/values/language.ts'
import {
  describeComparedLoans,
  describeHeadline,
  findComparedStage,
  leadingHeadlines,
  listRivalTargets,
  nameTarget,
  writeTarget,
} from './headline.ts'
import { box, ground, mailDocument, paper, renderSection, row, section, smallPrint } from './mail/layout.ts'
import { listNotices } from './mail/notice.ts'
import type { MailOptions } from './mail/options.ts'
import { mailSections } from './mail/sections.ts'
import { changesSection } from './mail/text-sections.ts'
import { html, type Markup, raw } from './markup.ts'
import { contrast, first, hairline, ink, muted } from './palette.ts'
import { quote } from './quote.ts'
import { mailText } from './report-mail-text.ts'
import { nameReading, nameScope, writeBasis } from './words/names.ts'
import { changeSentence, describeHiddenCells, proofSentence, recountSentence } from './words/sentences.ts'
import { type Wording, wordingOf } from './words/wording.ts'

/** The report as a mail: plain tables in one column, and a text version. */
export function renderMail(report: Report, options: MailOptions): { subject: string; html: string; text: string } {
  const wording = wordingOf(options.language)
  return {
    subject: writeSubject(report, options, wording),
    html: renderDocument(report, options, wording).markup,
    text: mailText(report, options, wording),
  }
}

function writeSubject(report: Report, options: MailOptions, wording: Wording): string {
  const { language, words, formats } = wording
  const issue = report.number > 1 ? `, ${words.issue.toLowerCase()} ${report.number}` : ''
  const mark = writeMark(options, language)
  return `${mark ? `[${mark}] ` : ''}${words.report} ${formats.month(report.month)}${issue}: ${nameScope(report, wording)}`
}

function writeMark({ isSecondCopy, isTest }: MailOptions, language: Language): string | undefined {
  if (isTest) return language === 'id' ? 'Uji kirim' : 'Test'
  if (isSecondCopy) return language === 'id' ? 'Salinan kedua' : 'Second copy'
  return undefined
}

/** Outlook for Windows reads widths only from tables. */
const outlookStart = `<!--[if mso]><table role="presentation" width="600" align="center" cellpadding="0" cellspacing="0"><tr><td><![endif]-->`
const outlookEnd = '<!--[if mso]></td></tr></table><![endif]-->'
const font = "'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

function renderDocument(report: Report, options: MailOptions, wording: Wording): Markup {
  const { language, words, formats } = wording
  const title = `${words.report} ${formats.month(report.month)}`
  const changes = changesSection(report, wording)
  return mailDocument(
    language,
    title,
    html`<div style="display:none">${writePreheader(report, wording)}</div>
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background-color:${ground}">
<tr><td align="center" style="padding:16px 0">
${raw(outlookStart)}
<table role="presentation" class="paper ink" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;text-align:left;font-family:${font};font-size:14px;line-height:21px;color:${ink};background-color:${paper}">
${renderNoticeRow(report, options, wording)}
${row(renderMasthead(report, wording))}${changes && renderSection(changes)}
${renderHeadlineRow(report, wording)}
${renderSentenceRow(report, wording)}
<tr><td style="line-height:20px">&nbsp;</td></tr>
${section(words.funnelOf(report.funnel.length), renderFunnelBlock(report, wording))}
${mailSections(report, wording).map(renderSection)}
${renderFootRow(report, options, wording)}
</table>
${raw(outlookEnd)}
</td></tr>
</table>`,
  )
}

function writePreheader(report: Report, wording: Wording): string {
  return leadingHeadlines(report)
    .map((headline) => {
      const { name, targets } = headline
      const { count, part, share, of } = describeHeadline(headline, report, wording)
      const equal = share === undefined ? '' : ` = ${share}${targets.length > 0 ? '' : ` ${of}`}`
      return `${name[wording.language]}: ${count}${part ? `; ${part}` : ''}${equal}`
    })
    .join(' · ')
}

function renderNoticeRow(report: Report, options: MailOptions, wording: Wording): Markup | undefined {
  const notices = listNotices(options, report, wording)
  if (notices.length === 0) return undefined
  return box(html`<b>${notices.join(' ')}</b>`, `padding:8px 12px;color:#ffffff;background-color:${contrast}`)
}

function renderMasthead(report: Report, wording: Wording): Markup {
  const { language, words, formats } = wording
  return html`
<p class="s" style="margin:22px 0 2px;font-size:13px;color:${muted}">${report.programme.name[language]}</p>
<h1 style="margin:0 0 4px;font-size:26px;line-height:32px">${words.report} ${formats.month(report.month)}</h1>
<p class="s" style="margin:0 0 16px;font-size:13px;color:${muted}">${nameScope(report, wording)} · ${words.issue} ${report.number} · ${words.issued.toLowerCase()} ${formats.instant(report.issuedAt, report.programme.zone)}</p>
${report.cause !== undefined && html`<p><b>${words.cause}:</b> ${quote(report.cause, language)}</p>`}`
}

/** The two headlines side by side, so that neither is read without the other. */
function renderHeadlineRow(report: Report, wording: Wording): Markup {
  const headlines = leadingHeadlines(report)
  const cellPercent = Math.round(100 / Math.max(1, headlines.length))
  return row(
    html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>${headlines.map(
      (headline, i) =>
        html`<td width="${cellPercent}%" valign="top" style="padding:10px ${i === 0 ? '12px' : '0'} 12px 0;border-top:3px solid ${i === 0 ? first : contrast}">${renderHeadlineCell(report, headline, i, wording)}</td>`,
    )}</tr></table>`,
  )
}

/** A headline with its number, its share, what it counts and by which rule. It is never a number alone. */
function renderHeadlineCell(report: Report, headline: Headline, i: number, wording: Wording): Markup {
  const { language, words, formats } = wording
  const { name, definition, targets } = headline
  const { count, part, share, of } = describeHeadline(headline, report, wording)
  const colour = i === 0 ? first : contrast
  const [target] = targets
  const loans = describeComparedLoans(headline, wording)
  return html`
<p class="s" style="margin:0;font-size:13px;color:${muted}">${name[language]}</p>
<p class="big ${i === 0 ? 'first' : 'contrast'}" style="margin:0;font-size:32px;line-height:40px;font-weight:bold;color:${colour}">${count}</p>
${share !== undefined && html`<p style="font-size:15px">${part && `${part} `}<b>= ${share}</b> ${of}</p>`}${loans !== undefined && html`<p style="font-size:13px"><b>${words.loans}:</b> ${loans}</p>`}${
  target
    ? listRivalTargets(targets).map((other) =>
        smallPrint(`${formats.percent(other.attainment)} ${nameTarget(other.value, wording)}`),
      )
    : smallPrint(words.noTarget)
}
${target && smallPrint(html`<b>${words.target}:</b> <span style="word-break:break-word">${quote(writeTarget(target, wording), language)}</span>`)}
${smallPrint(html`<b>${words.definition}:</b> ${definition[language]}`)}
${smallPrint(html`<b>${words.basis}:</b> ${writeBasis(headline, wording)}`)}`
}

function renderSentenceRow(report: Report, wording: Wording): Markup | undefined {
  const sentence = changeSentence(report, wording)
  if (sentence === undefined) return undefined
  return box(
    html`<p style="margin:0;font-size:15px;line-height:22px">${sentence}</p>`,
    `padding:10px 14px;background-color:${ground}`,
    'track',
  )
}

/** Draws each stage as a bar of table cells with widths in percent, without pictures. */
function renderFunnelBlock(report: Report, { language, words, formats }: Wording): Markup {
  const { funnel, complete, warnings } = report
  const comparedStage = findComparedStage(report)
  const step = ({ stage, name, members, shareOfFirst }: Step) => {
    const width = barWidth(shareOfFirst)
    const colour = stage === comparedStage ? contrast : first
    return html`
<tr><td width="34%" style="padding:3px 6px 3px 0"><b>${stage}</b> ${name[language]}</td><td style="padding:3px 0"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td width="${width}%" style="line-height:12px;font-size:0;background-color:${colour}">&nbsp;</td>${width < 100 && html`<td class="track" style="line-height:12px;font-size:0;background-color:#e7eaed">&nbsp;</td>`}</tr></table></td><td width="16%" align="right" style="padding:3px 0 3px 6px"><b>${formats.number(members)}</b></td><td width="14%" align="right" style="padding:3px 0 3px 6px">${formats.percent(shareOfFirst)}</td></tr>`
  }
  return html`<table width="100%" cellpadding="0" cellspacing="0" style="font-size:13px;line-height:18px">${funnel.map(step)}
</table>
<p class="s" style="margin:8px 0 5px;font-size:12px;color:${muted}">${words.complete}: <b>${formats.number(complete.members)}</b> (${formats.percent(complete.shareOfFirst)} ${words.ofFirst}).</p>${warnings.map((warning) => smallPrint(warning[language]))}`
}

/** Whole percents: at least one, so that the bar is visible, and at most a hundred. */
const barWidth = (share: string): number =>
  share === 'undefined' ? 1 : Math.max(1, Math.min(100, Math.round(Number(share))))

function renderFootRow(report: Report, { links, attached = [] }: MailOptions, wording: Wording): Markup {
  const { words, language, formats } = wording
  const hiddenText = describeHiddenCells(report, wording)
  const proof = proofSentence(report, wording)
  const link = (url: string | undefined, name: string) =>
    url !== undefined && html`<a href="${url}" class="first" style="color:${first}">${name}</a>`
  const files = [link(links.pdf, 'PDF'), link(links.xlsx, 'Excel (XLSX)'), link(links.csv, 'CSV')].filter(
    (each) => each !== false,
  )
  const until =
    links.until === undefined
      ? ''
      : language === 'id'
        ? ` (tautan berlaku sampai ${formats.day(links.until)})`
        : ` (links work until ${formats.day(links.until)})`
  return box(
    html`
${links.page !== undefined && html`<p>${link(links.page, words.open)}</p>`}
${attached.length > 0 && smallPrint(html`${words.attachments}: ${attached.join(', ')}`)}
${files.length > 0 && smallPrint(html`${words.files}: ${files.map((file, i) => html`${i > 0 && ' · '}${file}`)}${until}`)}
${smallPrint(html`${words.recount}: ${recountSentence(report, wording)}`)}
${smallPrint(html`${words.reading}: ${nameReading(report, wording)} · ${words.zone}: ${report.programme.zone}`)}
${smallPrint(html`${words.producer}: ${report.publication.producer[language]} · ${words.custodian}: ${report.publication.custodian[language]} · ${words.licence}: ${report.publication.licence[language]}`)}
${hiddenText !== undefined && smallPrint(`${words.hiddenNumbers}: ${hiddenText}.`)}
${smallPrint(html`${words.issue} ${report.month}/${report.number} · ${words.hash} <span style="font-family:Consolas,Menlo,monospace;font-size:11px;word-break:break-all">${report.hash}</span>`)}${
  proof !== undefined &&
  html`
${smallPrint(proof)}`
}
${links.unsubscribe !== undefined && smallPrint(html`${link(links.unsubscribe, language === 'id' ? 'Berhenti menerima laporan ini' : 'Stop receiving this report')}`)}`,
    `padding:18px 0 24px;border-top:1px solid ${hairline}`,
    'rule',
  )
}
