import { countRows, type Import, type ImportReport, type RowCounts } from '../../../shared/domain/import/import.ts'
import type { ImportSource } from '../../../shared/domain/import/mapping.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { sentence } from '../../../shared/domain/problems/problem-texts.ts'
import { everyStage } from '../../../shared/domain/programme/programme.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { ImportProgress } from '../../../shared/usecases/import/imports.ts'
import type { NamedFinding } from '../../../shared/usecases/import/results.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { namesIn } from '../layout/names.ts'
import { reasonOptions } from '../layout/options.ts'
import { backLink, box, lookAgain, table, tag } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { importStatusNames, nameField } from './import-words.ts'
import { questionsPart } from './questions-view.ts'

export function importsView(
  wording: DeskWording,
  frame: Frame,
  form: FormState,
  { sources, imports, fileNames }: { sources: ImportSource[]; imports: Import[]; fileNames: Map<string, string> },
): View {
  const { say, sayOf, formats } = wording
  const title = say('Impor berkas anggota', 'Import a file of members')
  const before = say('Impor sebelumnya', 'Earlier imports')
  return {
    title,
    content: html`${formSummary(form, wording)}<h1>${title}</h1>
<p>${say('Lembar kerja Excel (.xlsx) atau CSV dengan satu anggota per baris dan tanggal tahapnya. Paling besar 4 MB.', 'An Excel workbook (.xlsx) or a CSV file with one member per row and the dates of stages. At most 4 MB.')}</p>
<p>${say('Judul kolom boleh berbeda; kolom dicocokkan di layar setelah diunggah. Wajib ada: nama, kategori, kelurahan atau kode wilayah, perangkat daerah, dan tanggal pendaftaran.', 'Headings may differ: you match the columns on the screen after the upload. The file must have name, category, kelurahan or area code, agency, and the date of registration.')} <a href="/imports/template.csv" download>${say('Unduh contoh judul kolom (CSV)', 'Download headings to start from (CSV)')}</a></p>
${formView(form, wording, {
  action: '/imports',
  submit: say('Unggah', 'Upload'),
  hasFile: true,
  content: ({
    file,
    select,
  }) => html`${file({ name: 'file', label: say('Berkas Excel atau CSV', 'Excel or CSV file'), accept: '.xlsx,.csv,text/csv', hint: say('Tidak ada yang disimpan sebelum Anda menyetujuinya.', 'Nothing is stored before you confirm it.') })}
${sources.length > 0 && select({ name: 'source', label: say('Susunan kolom yang tersimpan', 'Saved form'), isOptional: true, options: sources.map(({ code, name }) => ({ value: code, name })), none: say('Tidak ada', 'None') })}`,
})}
${
  imports.length > 0 &&
  html`<h2>${before}</h2>${table(
    before,
    [
      say('Diunggah', 'Uploaded'),
      say('Berkas', 'File'),
      say('Status', 'State'),
      { heading: say('Baris', 'Rows'), isNumber: true },
    ],
    imports.map(({ id, createdAt, status, report }) => [
      html`<a href="/imports/${id}${status === 'created' && '/columns'}">${formats.instant(createdAt, frame.programme.zone)}</a>`,
      fileNames.get(id),
      sayOf(importStatusNames[status]),
      report === undefined ? undefined : formats.number(report.rows),
    ]),
  )}`
}`,
  }
}

type Shown = {
  progress: ImportProgress
  fileName: string | undefined
  findings: { items: NamedFinding[]; next?: number }
  page: number
  form: FormState
  done?: string | undefined
}

const statusesUnderWay = ['validating', 'applying', 'undoing']

export function importView(
  wording: DeskWording,
  frame: Frame,
  { progress, fileName, findings, page, form, done }: Shown,
): View {
  const { say, sayOf, formats } = wording
  const { id, status, createdAt, problems, sameFileAs } = progress
  const title = say(
    `Impor ${formats.instant(createdAt, frame.programme.zone)}`,
    `Import of ${formats.instant(createdAt, frame.programme.zone)}`,
  )
  return {
    title,
    content: html`${backLink('/imports', say('Impor', 'Imports'))}${doneBox(done, wording)}${formSummary(form, wording)}<h1>${title}</h1>
<p class="lead">${tag(sayOf(importStatusNames[status]), status === 'refused' ? 'bad' : status === 'applied' ? 'good' : 'heed')} ${fileName}</p>
${summaryLine(wording, progress, findings.items.length > 0)}
${statusesUnderWay.includes(status) && progressPart(wording, progress)}
${status === 'created' && html`<p class="buttons"><a class="button main" href="/imports/${id}/columns">${say('Cocokkan kolom', 'Match the columns')}</a></p>${discardForm(wording, id)}`}
${problems.length > 0 && box('bad', say('Berkas ini tidak dapat dibaca', 'This file cannot be read'), html`<ul>${problems.map(({ message }) => html`<li>${sayOf(message)}</li>`)}</ul><p>${say('Perbaiki berkasnya, lalu unggah sebagai impor baru.', 'Correct the file and upload it as a new import.')}</p>`)}
${sameFileAs !== undefined && box('heed', say('Berkas yang sama pernah diimpor', 'The same file was imported before'), html`<p><a href="/imports/${sameFileAs}">${say('Lihat impor itu', 'Look at that import')}</a>. ${say('Baris yang sudah tersimpan tidak dihitung dua kali.', 'Rows that were stored are not counted twice.')}</p>`)}
${status === 'asking' && questionsPart(wording, id, progress.questions ?? [])}
${(status === 'validated' || status === 'applying') && expectedChanges(wording, frame, progress)}
${status === 'validated' && decisionPart(wording, progress)}
${progress.outcome && html`<h2>${say('Hasil', 'Outcome')}</h2>${countsTable(wording, addRefused(progress.outcome, progress.report), progress.report?.passedOver)}`}
${findingsPart(wording, progress.report?.columns ?? [], id, findings, page)}
${status === 'applied' && undoPart(wording, frame, id, form)}`,
  }
}

/** Says in one line what the file would change, or what it has changed, and leads to what is further down. */
function summaryLine(
  { say, formats }: DeskWording,
  { status, report, outcome }: ImportProgress,
  hasFindings: boolean,
): Markup | undefined {
  const isDecided = status === 'applied' && outcome !== undefined
  const counts = isDecided ? addRefused(outcome, report) : status === 'validated' ? report?.expected : undefined
  if (!counts) return undefined
  const [stored, unchanged, refused] = [counts.added + counts.changed, counts.unchanged, counts.refused].map(
    formats.number,
  )
  const others = say(
    `tidak mengubah apa pun: ${unchanged}; ditolak: ${refused}.`,
    `without change: ${unchanged}; refused: ${refused}.`,
  )
  return html`<p><b>${
    isDecided
      ? say(`Baris tersimpan: ${stored}; ${others}`, `Rows stored: ${stored}; ${others}`)
      : say(`Baris yang akan disimpan: ${stored}; ${others}`, `Rows to store: ${stored}; ${others}`)
  }</b>${hasFindings && html` <a href="#findings">${say('Lihat temuannya', 'See the findings')}</a>`}${!isDecided && html` · <a href="#decision">${say('Ke keputusan', 'Go to the decision')}</a>`}</p>`
}

/** Shows how many rows are done. The script refreshes it; without the script there is a link. */
function progressPart(wording: DeskWording, { id, parts, status, done, undone }: ImportProgress): Markup {
  const { say, formats } = wording
  const all = parts.reduce((sum, { rows }) => sum + rows, 0)
  const rowsDone = status === 'undoing' ? countRows(undone) : countRows(done)
  return html`<div data-under-way role="status"><p>${
    all === 0
      ? say('Sedang berjalan …', 'Under way …')
      : say(
          `${formats.number(rowsDone)} dari ${formats.number(all)} baris`,
          `${formats.number(rowsDone)} of ${formats.number(all)} rows`,
        )
  } ${lookAgain(`/imports/${id}`, wording)}</p></div>`
}

/** Shows how the columns are read. It comes before the counts, because a wrong reading makes them all wrong. */
function columnsPart(wording: DeskWording, frame: Frame, { columns = [] }: ImportReport): Markup {
  const { say } = wording
  const title = say('Isi setiap kolom', 'What each column holds')
  const orders = {
    day_first: say('hari lebih dahulu: 02/11 adalah 2 November', 'day first: 02/11 is 2 November'),
    month_first: say('bulan lebih dahulu: 11/02 adalah 2 November', 'month first: 11/02 is 2 November'),
  }
  const zones = {
    local: say('waktu setempat: tanggal seperti tertulis', 'local time: the day as written'),
    utc: say('waktu UTC: 4/10/2021 17.00 adalah 5 Oktober di Jakarta', 'UTC: 4/10/2021 17:00 is 5 October in Jakarta'),
  }
  const hiddenWord = say('tersembunyi', 'hidden')
  return html`<h2>${title}</h2>${table(
    title,
    [say('Kolom di berkas', 'Column in the file'), say('Berisi', 'Holds'), say('Catatan', 'Note')],
    columns.map(({ column, field, dayOrder, dayZone, isHidden }) => [
      column,
      field === undefined
        ? say('(tidak diimpor)', '(not imported)')
        : nameField(field, wording, namesIn(frame, wording).stage),
      [
        ...(dayOrder ? [orders[dayOrder]] : []),
        ...(dayZone ? [zones[dayZone]] : []),
        ...(isHidden ? [hiddenWord] : []),
      ].join('; '),
    ]),
  )}`
}

/** Adds the rows that validation refused to those that were refused when applied. */
const addRefused = (outcome: RowCounts, report: ImportReport | undefined): RowCounts => ({
  ...outcome,
  refused: outcome.refused + (report?.expected.refused ?? 0),
})

function countsTable(
  { say, sayOf, formats }: DeskWording,
  { added, changed, unchanged, refused }: RowCounts,
  passedOver: ImportReport['passedOver'] = [],
): Markup {
  return html`<div class="slim">${table(
    say('Baris', 'Rows'),
    [say('Baris', 'Rows'), { heading: say('Jumlah', 'Count'), isNumber: true }],
    [
      [say('Anggota baru', 'New members'), formats.number(added)],
      [say('Anggota dengan tahap baru', 'Members with further stages'), formats.number(changed)],
      [say('Tidak mengubah apa pun', 'Nothing new'), formats.number(unchanged)],
      [say('Ditolak', 'Refused'), formats.number(refused)],
      ...passedOver.map(({ code, rows }) => [
        `${say('Dilewati', 'Passed over')}: ${sayOf(sentence(code))}`,
        formats.number(rows),
      ]),
    ],
  )}</div>`
}

/** Shows what the import would change: rows by outcome, and the figures before and after. */
function expectedChanges(wording: DeskWording, frame: Frame, { report }: ImportProgress): Markup | undefined {
  const { say, formats } = wording
  if (!report) return undefined
  const names = namesIn(frame, wording)
  const late = report.months.flatMap(({ month, late: stages }) =>
    Object.entries(stages).map(([stage, n]) => `${formats.month(month)}: ${n} × ${stage}`),
  )
  const figures = say('Angka seluruh program bulan ini', 'Figures of the whole programme this month')
  return html`${columnsPart(wording, frame, report)}<h2>${say('Bila disimpan', 'If it is stored')}</h2>${countsTable(wording, report.expected, report.passedOver)}
<h2>${figures}</h2><div class="slim">${table(
    figures,
    [
      say('Tahap', 'Stage'),
      { heading: say('Sekarang', 'Now'), isNumber: true },
      { heading: say('Sesudahnya', 'After'), isNumber: true },
      { heading: say('Perubahan', 'Change'), isNumber: true },
    ],
    report.figures.map(({ stage, now, after }) => [
      stage === everyStage ? say('Semua tahap', 'Every stage') : `${stage} ${names.stage(stage)}`,
      formats.number(now),
      formats.number(after),
      formats.signed(after - now),
    ]),
  )}</div>
${late.length > 0 && html`<p class="small">${say('Terlambat, dibukukan di bulan terbuka', 'Late, counted in the open month')}: ${late.join('; ')}</p>`}`
}

const decisionPart = (wording: DeskWording, { id, report }: ImportProgress): Markup => {
  const { say } = wording
  const title = html`<h2 id="decision">${say('Keputusan', 'Decision')}</h2>`
  if (report && report.expected.added + report.expected.changed === 0)
    return html`${title}<p>${say('Tidak ada yang perlu disimpan dari berkas ini.', 'This file has nothing to store.')}</p>${discardForm(wording, id)}`
  return html`${title}
<p>${say('Baris yang ditolak tidak disimpan; baris lainnya disimpan atas nama Anda. Impor masih dapat dibatalkan kemudian.', 'Refused rows are not stored. The others are stored with your rights. An import can be undone later.')}</p>
${formView(newForm(), wording, { action: `/imports/${id}/confirmation`, submit: say('Simpan baris yang benar', 'Store the valid rows'), content: () => html`` })}
${discardForm(wording, id)}`
}

const discardForm = (wording: DeskWording, id: string): Markup =>
  formView(newForm(), wording, {
    action: `/imports/${id}/discard`,
    submit: wording.say('Hapus impor ini', 'Discard this import'),
    isRisky: true,
    content: () => html``,
  })

function findingsPart(
  wording: DeskWording,
  columns: NonNullable<ImportReport['columns']>,
  id: string,
  { items, next }: Shown['findings'],
  page: number,
): Markup | undefined {
  const { say, sayOf } = wording
  if (items.length === 0) return undefined
  const hasNames = items.some(({ name, names }) => (name ?? names) !== undefined)
  const title = say('Temuan per baris', 'Findings row by row')
  const nameField = (path = '') => {
    const column = columns.find(({ field }) => path === `/${field}`)?.column
    return column === undefined ? '' : `${column}: `
  }
  return html`<h2 id="findings">${title}</h2>
<p><a href="/imports/${id}/rejected">${say('Unduh baris yang ditolak', 'Download the refused rows')}</a>${say(', perbaiki, lalu unggah sebagai impor baru.', ', correct them and upload them as a new import.')}</p>
${table(
  title,
  [
    { heading: say('Baris di berkas', 'Row in the file'), isNumber: true },
    ...(hasNames ? [say('Nama', 'Name')] : []),
    say('Masalah', 'Problems'),
    say('Peringatan', 'Warnings'),
  ],
  items.map(({ line, row = line, through, name, names, problems, warnings, notes = [] }) =>
    [
      through === undefined ? row : `${row}–${through}`,
      ...(hasNames ? [name ?? names?.file] : []),
      problems.map(({ path, message }) => html`<span class="says">${nameField(path)}${sayOf(message)}</span> `),
      [...warnings, ...notes].map(({ message }) => html`${sayOf(message)} `),
    ].map((cell) => (Array.isArray(cell) ? html`${cell}` : cell)),
  ),
)}
<p class="more">${page > 0 && html`<a href="/imports/${id}?page=${page - 1}">← ${say('Sebelumnya', 'Before')}</a> `}${next !== undefined && html`<a href="/imports/${id}?page=${next}">${say('Berikutnya', 'Next')} →</a>`}</p>`
}

const undoPart = (wording: DeskWording, frame: Frame, id: string, form: FormState): Markup => {
  const { say } = wording
  return html`<details${form.problems.length > 0 && html` open`}><summary>${say('Batalkan impor ini', 'Undo this import')}</summary>
<p>${say('Semua hasil impor ini dibatalkan dengan catatan pembatalan; angka bulan yang sudah ditutup tidak berubah.', 'What it added is reversed. Figures of closed months do not change.')}</p>
${formView(form, wording, {
  action: `/imports/${id}/undo`,
  submit: say('Batalkan impor', 'Undo the import'),
  isRisky: true,
  content: ({ select }) =>
    select({
      name: 'reason',
      label: say('Alasan', 'Reason'),
      options: reasonOptions({ frame }, wording),
      none: say('Pilih alasan', 'Choose a reason'),
    }),
})}</details>`
}
