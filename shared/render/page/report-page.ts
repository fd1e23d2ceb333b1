import type { Month } from '../../domain/calendar.ts'
import type { Language } from '../../domain/language.ts'
import type { Headline, Report, Step } from '../../domain/report/report.ts'
import { fontWeights } from '../fonts.ts'
import { leadingHeadlines, ofTarget, readingOf, rivalStage, rivalsOf } from '../headline.ts'
import { languageQuery } from '../language-query.ts'
import { html, type Markup } from '../markup.ts'
import { reportTables } from '../tables/report-tables.ts'
import { isTextColumn, type ReportTable, shownCell } from '../tables/table.ts'
import { basisText, scopeName, shortName } from '../words/names.ts'
import { changeSentence, hiddenCells, recountSentence } from '../words/sentences.ts'
import { type Speech, speechOf } from '../words/speech.ts'
import { columnChart, shareBar } from './charts.ts'
import { fontPath, iconPath, stylePath } from './style.ts'

/** An issue that can be chosen. */
type IssueChoice = { month: Month; number: number }

export type PageOptions = {
  language: Language
  /** Every issue there is; of a month the latest comes last. */
  issues: IssueChoice[]
  /** The front page shows the first screens, a report page every table. */
  isFront: boolean
}

/** A public report as a web page: complete without scripts, its funnel the first picture. */
export function reportPage(report: Report, options: PageOptions): string {
  const speech = speechOf(options.language)
  const { words, formats, language } = speech
  const title = `${shortName(report, speech)}, ${formats.month(report.month)}`
  const own = `/reports/${report.month}/${report.number}`
  const path = options.isFront ? '/' : own
  return page(
    title,
    path,
    options,
    html`
<p class="kicker">${language === 'id' ? 'Satu baris angka, dua bacaan' : 'One row of figures, two readings'}</p>
<h1>${shortName(report, speech)}, ${formats.month(report.month)}</h1>
<p class="stand">${report.programme.name[language]} · ${scopeName(report, speech)}<br>${words.asOf} ${formats.month(report.month)} · ${words.issue.toLowerCase()} ${report.number}, ${formats.instant(report.issuedAt, report.programme.zone)}</p>
${report.cause !== undefined && html`<p class="small"><b>${words.cause}:</b> ${report.cause}</p>`}
${editions(report, options.issues, speech)}
<div class="pair">${leadingHeadlines(report).map((headline, i) => headlineBlock(report, headline, i, speech))}</div>
${whyBlock(report, speech)}
${funnelSection(report, speech)}
${trendSection(report, speech)}
${citySection(report, speech)}
${obstacleSection(report, speech)}
${tablesSection(report, options, speech)}
${downloadSection(report, own, speech)}`,
    speech,
    report,
  )
}

/** A page that only says something: that there is nothing yet, or not there. */
export function plainPage(title: string, text: string, options: Omit<PageOptions, 'isFront'>, path: string): string {
  const speech = speechOf(options.language)
  return page(title, path, { ...options, isFront: true }, html`<h1>${title}</h1><p>${text}</p>`, speech, undefined)
}

function page(
  title: string,
  path: string,
  { issues }: PageOptions,
  content: Markup,
  speech: Speech,
  report: Report | undefined,
): string {
  const { language } = speech
  const other = language === 'id' ? 'en' : 'id'
  const address = (tongue: Language) => path + languageQuery(tongue)
  const skip = language === 'id' ? 'Langsung ke isi' : 'Skip to the content'
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Capaian</title>
${report && html`<meta name="description" content="${summary(report, speech)}">`}
<link rel="icon" href="${iconPath}" type="image/svg+xml">
<link rel="stylesheet" href="${stylePath}">
${fontWeights.map((weight) => html`<link rel="preload" href="${fontPath(weight)}" as="font" type="font/woff2" crossorigin>`)}
<link rel="alternate" hreflang="${other}" href="${address(other)}">
</head>
<body>
<a class="skip" href="#isi">${skip}</a>
<header class="bar"><div class="frame">
<a class="mark" href="/${languageQuery(language)}">Capaian<span>.</span></a>
<nav class="tongues" aria-label="${language === 'id' ? 'Bahasa' : 'Language'}">${(['id', 'en'] as const).map(
    (tongue) =>
      tongue === language
        ? html`<b aria-current="true" lang="${tongue}">${tongue.toUpperCase()}</b>`
        : html`<a href="${address(tongue)}" lang="${tongue}" hreflang="${tongue}" aria-label="${tongue === 'id' ? 'ID, Bahasa Indonesia' : 'EN, English'}">${tongue.toUpperCase()}</a>`,
  )}</nav>
${monthForm(issues, report?.month, language)}
</div></header>
<main id="isi" class="frame">${content}</main>
<footer><div class="frame">${language === 'id' ? 'Angka di halaman ini berasal dari terbitan yang dibekukan: yang dikoreksi terbit lagi dengan nomor baru.' : 'The figures on this page come from frozen issues: what is corrected is issued again, under a new number.'}</div></footer>
</body>
</html>
`.markup
}

/** Both readings in a sentence each, as other sites show them of a page. */
const summary = (report: Report, speech: Speech): string =>
  leadingHeadlines(report)
    .map((headline) => {
      const { count, part, share, of } = readingOf(headline, report, speech)
      const equal = share === undefined ? '' : ` = ${share} ${of}`
      return `${headline.name[speech.language]}: ${count}${part ? `; ${part}` : ''}${equal}.`
    })
    .join(' ')

/** Every issue of the month where there are several, the one at hand marked: corrections are made in the open. */
function editions({ month, number }: Report, issues: IssueChoice[], { language, words }: Speech): Markup | undefined {
  const numbers = issues.filter((each) => each.month === month).map((each) => each.number)
  if (numbers.length < 2) return undefined
  return html`<nav class="editions" aria-label="${words.issue}">${words.issue} ${numbers.map((each) =>
    each === number
      ? html`<b aria-current="page">${each}</b> `
      : html`<a href="/reports/${month}/${each}${languageQuery(language)}">${each}</a> `,
  )}${number < Math.max(...numbers) && html`<span>${language === 'id' ? 'Terbitan ini sudah dikoreksi.' : 'This issue has been corrected since.'}</span>`}</nav>`
}

/** The latest issue of each month, the newest month first. A plain form: it works without scripts. */
function monthForm(issues: IssueChoice[], month: Month | undefined, language: Language): Markup {
  const { formats } = speechOf(language)
  const months = [...new Set(issues.map((each) => each.month))].toSorted().toReversed()
  if (months.length === 0) return html``
  const label = language === 'id' ? 'Bulan' : 'Month'
  return html`<form action="/reports" method="get"><label for="bulan">${label}</label>
<select id="bulan" name="month">${months.map((each) =>
    each === month
      ? html`<option value="${each}" selected>${formats.month(each)}</option>`
      : html`<option value="${each}">${formats.month(each)}</option>`,
  )}</select>${language === 'en' && html`<input type="hidden" name="lang" value="en">`}
<button>${language === 'id' ? 'Buka' : 'Open'}</button></form>`
}

function headlineBlock(report: Report, headline: Headline, i: number, speech: Speech): Markup {
  const { language, words, formats } = speech
  const { name, definition, targets } = headline
  const [target] = targets
  const { count, part, share, of } = readingOf(headline, report, speech)
  // It stands as it was quoted.
  const quoted = language !== 'id' && html` lang="id"`
  return html`<div${i > 0 && html` class="other"`}>
<p class="label">${name[language]}</p>
<p class="sum"><b class="count">${count}</b>${part && html` <span class="part">${part}</span>`}${share && html` <span class="is">=</span> <b class="big">${share}</b> <span class="of">${of}</span>`}${target?.band && html` <span class="band">${target.band.name[language]}</span>`}</p>
<div class="rivals">${
    target
      ? rivalsOf(targets).map(
          (each) => html`<p>${formats.percent(each.attainment)} ${ofTarget(each.value, speech)}</p>`,
        )
      : html`<p>${words.noTarget}</p>`
  }</div>
<div class="grounds"><p><b>${words.definition}.</b> ${definition[language]}</p>
<p><b>${words.basis}.</b> ${basisText(headline, speech)}</p>
${target && html`<p><b>${words.target}.</b> <span${quoted}>${target.basis}</span></p>`}</div>
</div>`
}

function whyBlock(report: Report, speech: Speech): Markup | undefined {
  const sentence = changeSentence(report, speech)
  return sentence === undefined ? undefined : html`<p class="why">${sentence}</p>`
}

function funnelSection(report: Report, { language, words, formats }: Speech): Markup {
  const { funnel, complete } = report
  const marked = rivalStage(report)
  const lostText = ({ lost = 0, shareOfPrevious = '' }: Step) => {
    const n = formats.number(Math.abs(lost))
    const share = formats.percent(shareOfPrevious)
    if (language === 'id') return `${n} ${lost < 0 ? 'lebih banyak' : 'lebih sedikit'} · ${share} dari tahap sebelumnya`
    return `${n} ${lost < 0 ? 'more' : 'fewer'} · ${share} of the stage before`
  }
  const note =
    language === 'id'
      ? 'Banyaknya anggota yang telah mencapai tiap tahap, dan bagiannya dari yang terdaftar. Sejak 2020 hanya pendaftaran yang wajib; enam tahap lain adalah fasilitas yang dipilih.'
      : 'How many members have attained each stage, and their share of those registered. Since 2020 only registration is compulsory; the other six stages are facilities to choose from.'
  return html`<section aria-labelledby="corong"><h2 id="corong">${words.funnelOf(funnel.length)}</h2>
${funnel.length === 7 && html`<p class="note">${note}</p>`}
<ol class="funnel">${funnel.map(
    (step) => html`<li>${step.shareOfPrevious !== undefined && html`<span class="step">${lostText(step)}</span>`}
<span class="stage"><b>${step.stage}</b> ${step.name[language]}</span><span class="pic">${shareBar(step.shareOfFirst, step.stage === marked ? 'contrast' : 'first')}</span><span class="n">${formats.number(step.members)}</span><span class="s">${formats.percent(step.shareOfFirst)}</span></li>`,
  )}</ol>
<p class="small">${words.complete}: <b>${formats.number(complete.members)}</b> (${formats.percent(complete.shareOfFirst)} ${words.ofFirst}).</p></section>`
}

function trendSection(report: Report, { language, words, formats }: Speech): Markup | undefined {
  const { series, funnel, headlines } = report
  const stages = [...new Set([funnel[0]?.stage, rivalStage(report)])].flatMap((stage) => stage ?? [])
  const [start, end] = [series[0], series.at(-1)]
  if (!start || !end || series.length < 2) return undefined
  const nameOf = (stage: string) =>
    headlines.find(({ counts }) => counts === stage)?.name[language] ??
    funnel.find((step) => step.stage === stage)?.name[language] ??
    stage
  return html`<section aria-labelledby="bulan-bulan"><h2 id="bulan-bulan">${language === 'id' ? `${formats.month(start.month)} sampai ${formats.month(end.month)}` : `${formats.month(start.month)} to ${formats.month(end.month)}`}</h2>
<div class="charts">${stages.map((stage, i) => {
    const values = series.map((row) => row.stages[stage]?.posted ?? 0)
    const label = `${nameOf(stage)}: ${series.map((row, at) => `${formats.month(row.month)} ${formats.number(values[at] ?? 0)}`).join(', ')}`
    return html`<div><h3>${nameOf(stage)}</h3>${columnChart(values, i === 0 ? 'first' : 'contrast', label)}
<div class="ends"><span>${formats.shortMonth(start.month)} <b>${formats.number(values[0] ?? 0)}</b></span><span>${formats.shortMonth(end.month)} <b>${formats.number(values.at(-1) ?? 0)}</b></span></div></div>`
  })}</div>
<p class="small">${language === 'id' ? 'Kumulatif pada akhir bulan, sebagaimana dibukukan; setiap gambar berskala sendiri dari nol.' : 'Cumulative at the end of each month, as posted; each picture has its own scale from nought.'} ${words.restatements}: ${language === 'id' ? 'dalam tabel di bawah' : 'in the tables'}.</p></section>`
}

/** The first breakdown, by the largest areas: who is registered and who is financed there. */
function citySection(report: Report, speech: Speech): Markup | undefined {
  const { language, words } = speech
  const [breakdown] = report.breakdowns.filter(({ by }) => by === 'area_1')
  const table = reportTables(report, speech).find(({ code }) => code === 'area_1')
  if (!breakdown || !table) return undefined
  return html`<section aria-labelledby="wilayah"><h2 id="wilayah">${words.by(breakdown.name[language])}</h2>${tableOf(table, report, speech)}${breakdown.rows.some(({ stages }) => Object.values(stages).some(({ members }) => members === null)) && hiddenNote(report, speech)}</section>`
}

function hiddenNote(report: Report, speech: Speech): Markup | undefined {
  const hidden = hiddenCells(report, speech)
  return hidden === undefined ? undefined : html`<p class="small">• ${speech.words.hidden}: ${hidden}.</p>`
}

function obstacleSection({ obstacles }: Report, { words }: Speech): Markup | undefined {
  if (obstacles.length === 0) return undefined
  return html`<section aria-labelledby="kendala"><h2 id="kendala">${words.obstacles}</h2>${obstacles.map(
    ({ areaName, agency, obstacle, followUp }) =>
      html`<div class="ob"><h3>${areaName}${agency !== undefined && `, ${agency}`}</h3><p><b>${words.obstacle}.</b> ${obstacle}</p><p><b>${words.followUp}.</b> ${followUp}</p></div>`,
  )}</section>`
}

/** What stands above already, or below. */
const placed = ['area_1', 'obstacles', 'about']

/** On the front page the tables that belong to the first screens; on a report page all, each to unfold. */
function tablesSection(report: Report, { isFront, language }: PageOptions, speech: Speech): Markup {
  const { words } = speech
  const front = ['indicators', 'comparison', 'lines']
  const tables = reportTables(report, speech).filter(
    ({ code, rows }) => rows.length > 0 && !placed.includes(code) && (!isFront || front.includes(code)),
  )
  const all = language === 'id' ? 'Seluruh laporan bulan ini' : 'The whole report of this month'
  return html`<section aria-labelledby="tabel"><h2 id="tabel">${language === 'id' ? 'Angka di baliknya' : 'The figures behind it'}</h2>
${tables.map((table) => html`<details${!isFront && table.code === 'indicators' && html` open`}><summary>${table.title}</summary>${tableOf(table, report, speech)}</details>`)}
<p class="small"><b>${words.recount}.</b> ${recountSentence(report, speech)}</p>
${isFront && html`<p><a href="/reports/${report.month}/${report.number}${languageQuery(language)}">${all}</a></p>`}</section>`
}

/** Texts longer than this are broken into lines, in a column of some width. */
const longText = 32

function tableOf({ code, title, columns, rows, keys }: ReportTable, { hiddenBelow }: Report, speech: Speech): Markup {
  const shown = columns.flatMap((column, i) => (column.detail ? [] : [{ column, i }]))
  const canHide = hiddenBelow !== undefined && /^(area_\d|agency|gender|category|loan_partners)$/.test(code)
  // The column that names a row heads it.
  const head = Math.max(
    0,
    shown.findIndex(({ column }) =>
      ['name', 'what', 'area_name', 'month', 'true_month', 'figure'].includes(column.code),
    ),
  )
  const alignments = shown.map(({ column, i }) => {
    if (!isTextColumn(column)) return undefined
    return rows.some((row) => String(row[i] ?? '').length > longText) ? 't w' : 't'
  })
  const cell = (row: (typeof rows)[number], { column, i }: (typeof shown)[number], at: number) => {
    const value = row[i] ?? null
    const text =
      canHide && value === null && i >= keys
        ? html`<span class="hid" title="${speech.words.hidden}">•<span class="skip"> ${speech.words.hidden}</span></span>`
        : shownCell(value, column, speech)
    if (at === head) return html`<th scope="row">${text}</th>`
    return alignments[at] === undefined ? html`<td>${text}</td>` : html`<td class="${alignments[at]}">${text}</td>`
  }
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${speech.language === 'id' ? 'Tabel' : 'Table'}: ${title}"><table><thead><tr>${shown.map(
    ({ column }, at) =>
      alignments[at] === undefined
        ? html`<th scope="col">${column.heading}</th>`
        : html`<th scope="col" class="t">${column.heading}</th>`,
  )}</tr></thead><tbody>${rows.map((row) => html`<tr>${shown.map((each, at) => cell(row, each, at))}</tr>`)}</tbody></table></div>`
}

function downloadSection(report: Report, own: string, speech: Speech): Markup {
  const { language, words } = speech
  const about = reportTables(report, speech).find(({ code }) => code === 'about')
  const name = `capaian-${report.month}-${report.number}`
  const files = [
    ['CSV', `${name}.csv`],
    ['XLSX', `${name}.xlsx`],
    ['JSON', `${name}.json`],
    ['PDF', `${name}.pdf`],
    ['Metadata (CSV)', `${name}-metadata.csv`],
  ] as const
  return html`<section aria-labelledby="data"><h2 id="data">${language === 'id' ? 'Data terbuka' : 'Open data'}</h2>
<ul class="get">${files.map(([label, file]) => html`<li><a href="${own}/${file}${languageQuery(language)}" download>${label}</a></li>`)}</ul>
<h3>${words.about}</h3>
<dl>${about?.rows.map(([, what, value]) => html`<dt>${what ?? ''}</dt><dd>${value ?? ''}</dd>`)}</dl></section>`
}
