import type { Month } from '../../../shared/domain/calendar.ts'
import type { IssueRecord } from '../../../shared/domain/report/issue.ts'
import type { Report } from '../../../shared/domain/report/report.ts'
import { type ChangeGroup, groupChanges } from '../../../shared/render/changes.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { comparisonTable, funnelTable } from '../../../shared/render/tables/funnel.ts'
import { setSinceTables } from '../../../shared/render/tables/history.ts'
import { reportTables } from '../../../shared/render/tables/report-tables.ts'
import { nameReading } from '../../../shared/render/words/names.ts'
import { recountSentence } from '../../../shared/render/words/sentences.ts'
import { wordingOf } from '../../../shared/render/words/wording.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { backLink, facts, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import { reportTable } from '../layout/report-table.ts'
import type { DeskWording } from '../layout/wording.ts'

/** The most changed values of a table on the page, so that it stays small. */
const mostOfTable = 25
/** The most in the preview, which every look at the form computes. */
const mostInPreview = 8

export function issueView(
  wording: DeskWording,
  report: Report,
  { pages, seesDeliveries, done }: { pages: string | undefined; seesDeliveries: boolean; done: string | undefined },
): View {
  const { say, formats, language } = wording
  const words = wordingOf(language)
  const { month, number, issuedAt, cause, hash, programme, correction } = report
  const title = say(`${formats.month(month)}, terbitan ${number}`, `${formats.month(month)}, issue ${number}`)
  return {
    title,
    content: html`${backLink(`/months/${month}`, formats.month(month))}${doneBox(done, wording)}<h1>${title}</h1>
${facts([
  [say('Diterbitkan', 'Issued'), formats.instant(issuedAt, programme.zone)],
  [say('Bacaan', 'Reading'), nameReading(report, words)],
  [say('Sebab', 'Cause'), cause],
  [say('Hitung ulang', 'Recount'), recountSentence(report, words)],
  [say('Sidik jari', 'Hash'), html`<code>${hash}</code>`],
])}
${pages !== undefined && publicLinks(wording, pages, report)}
${seesDeliveries && html`<p><a href="/months/${month}/issues/${number}/deliveries">${say('Kiriman surelnya', 'The deliveries of its mails')}</a></p>`}
<h2>${say('Yang berubah', 'What changed')}</h2>
${
  correction
    ? changesSection(wording, report, {
        most: mostOfTable,
        none: say(
          `Tidak ada nilai yang berbeda dengan terbitan ${correction.number}; yang berubah hanya ketetapannya.`,
          `No value differs from issue ${correction.number}; only what was set has changed.`,
        ),
      })
    : html`<p>${say('Ini terbitan pertama bulan ini.', 'This is the first issue of the month.')}</p>`
}
${setSinceTables(report, words).map((settings) => html`<h2>${settings.title}</h2>${reportTable(wording, settings)}`)}
<h2>${words.words.comparison}</h2>${reportTable(wording, comparisonTable(report, words))}
<h2>${words.words.funnelOf(report.funnel.length)}</h2>${reportTable(wording, funnelTable(report, words))}`,
  }
}

/** Where the public finds an issue: its page and its files. */
function publicLinks({ say, language }: DeskWording, pages: string, { month, number }: Report): Markup {
  const page = `${pages}/reports/${month}/${number}`
  const files = ['pdf', 'xlsx', 'csv'].map(
    (type) => html` · <a href="${page}/capaian-${month}-${number}.${type}?lang=${language}">${type.toUpperCase()}</a>`,
  )
  return html`<p><a href="${page}?lang=${language}">${say('Halaman publik terbitan ini', 'The public page of this issue')}</a>${files}</p>`
}

/** How many printed values differ from the issue before, and the first of each table. `none` says that none differs. */
function changesSection(
  wording: DeskWording,
  report: Report,
  { most, none }: { most: number; none: string },
): Markup | undefined {
  const { say, formats, language } = wording
  const words = wordingOf(language)
  const { correction } = report
  if (!correction) return undefined
  if (correction.changes.length === 0) return html`<p>${none}</p>`
  const n = formats.number(correction.changes.length)
  const groups = groupChanges(report, reportTables(report, words), words)
  const areReread = groups.some(({ lines }) => lines.some(({ reread }) => reread !== undefined))
  return html`<p>${say(`${n} nilai berbeda dengan terbitan ${correction.number}.`, `${n} ${correction.changes.length === 1 ? 'value differs' : 'values differ'} from issue ${correction.number}.`)}</p>
${
  areReread &&
  html`<p class="small">${say(
    `Terbitan ${correction.number} memuat angka sebagaimana dibukukan. Kolom “Disajikan kembali” memuat angka terbitan itu bila setiap catatan masuk bulan kejadiannya; dari sana ke kolom “Menjadi” hanya catatan baru yang mengubahnya.`,
    `Issue ${correction.number} has the figures as posted. The column “Restated” has the figures of that issue with each entry in its true month. From there to the column “Now”, only new entries changed them.`,
  )}</p>`
}
${groups.map((group) => changesPart(wording, group, most))}`
}

function changesPart({ say, formats }: DeskWording, { title, lines }: ChangeGroup, most: number): Markup {
  const areReread = lines.some(({ reread }) => reread !== undefined)
  return html`<h3>${title}</h3>${table(
    title,
    [
      say('Angka', 'What'),
      say('Kolom', 'Column'),
      { heading: say('Semula', 'Before'), isNumber: true },
      ...(areReread ? [{ heading: say('Disajikan kembali', 'Restated'), isNumber: true as const }] : []),
      { heading: say('Menjadi', 'Now'), isNumber: true },
      say('Sebab', 'Why'),
    ],
    lines
      .slice(0, most)
      .map(({ what, column, printed, reread, now, why }) => [
        what,
        column,
        printed,
        ...(areReread ? [reread ?? printed] : []),
        now,
        why,
      ]),
  )}${lines.length > most && html`<p class="small">${say(`dan ${formats.number(lines.length - most)} nilai lagi`, `and ${formats.number(lines.length - most)} more`)}</p>`}`
}

const wouldChange = ({ correction, setSince = [] }: Report): boolean =>
  setSince.length > 0 || (correction?.changes ?? []).length > 0

const previewSummary = ({ say }: DeskWording, report: Report): Markup =>
  wouldChange(report)
    ? html`<p><a href="#berubah">${say('Daftar yang akan berubah', 'The list of what would change')}</a></p>`
    : html`<p><b>${say('Saat ini tidak ada nilai yang akan berubah.', 'No value would change at present.')}</b></p>`

/** What would change if the month were issued again now. */
function previewSection(wording: DeskWording, report: Report): Markup | undefined {
  const { say, language } = wording
  if (!wouldChange(report)) return undefined
  return html`<h2 id="berubah">${say('Yang akan berubah', 'What would change')}</h2>
${changesSection(wording, report, {
  most: mostInPreview,
  none: say('Hanya ketetapannya yang akan berubah.', 'Only what was set would change.'),
})}
${setSinceTables(report, wordingOf(language)).map((settings) => html`<h3>${settings.title}</h3>${reportTable(wording, settings)}`)}
<p class="small">${say('Daftar ini dihitung sekarang. Alasan pembatalan dan persoalan terbuka baru dihitung saat terbit.', 'This list was computed now. Reasons of reversals and open questions are counted only when the month is issued.')}</p>`
}

export function reissueView(
  wording: DeskWording,
  form: FormState,
  {
    month,
    last,
    preview,
    progress,
  }: { month: Month; last: IssueRecord | undefined; preview: Report | undefined; progress: string },
): View {
  const { say, formats } = wording
  const title = say(`Terbitkan ulang ${formats.month(month)}`, `Issue ${formats.month(month)} again`)
  return {
    title,
    content: html`${backLink(`/months/${month}`, formats.month(month))}${formSummary(form, wording)}<h1>${title}</h1>
${
  last
    ? html`<p>${say(`Terbitan ${last.number + 1} menyajikan kembali bulan ini dengan semua yang dibukukan dan ditetapkan sejak terbitan ${last.number}. Setiap angka yang berbeda disebut dengan nilai lama, nilai baru, dan sebabnya. Terbitan lama tetap ada.`, `Issue ${last.number + 1} restates the month with everything posted and set since issue ${last.number}. It names each figure that differs with its old value, its new value and the cause. The old issue stays.`)}</p>
<p><a href="/figures?month=${month}&amp;reading=restated">${say('Pratinjau angka yang disajikan kembali', 'Preview the restated figures')}</a></p>`
    : html`<p>${say('Bulan ini belum pernah diterbitkan.', 'This month has not been issued yet.')}</p>`
}
${preview && previewSummary(wording, preview)}
${formView(form, wording, {
  action: `/months/${month}/reissue`,
  submit: say('Terbitkan ulang', 'Issue again'),
  isRisky: true,
  meanwhile: progress,
  beside: html`<p class="small">${say('Dapat berlangsung sampai satu menit.', 'This may take up to a minute.')}</p>`,
  content: ({ area }) =>
    area({
      name: 'cause',
      label: say('Sebab', 'Cause'),
      most: 500,
      hint: say(
        'Tercetak dalam laporan dan di halaman publik: jangan sebut nama atau nomor orang.',
        'This is printed in the report and on the public page. Do not write the name or number of a person.',
      ),
    }),
})}
${preview && previewSection(wording, preview)}`,
  }
}
