import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Export } from '../../../shared/domain/export/export.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { html } from '../../../shared/render/markup.ts'
import type { Option } from '../form/fields.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { categoryOptions, stageOptions } from '../layout/options.ts'
import { backLink, box, facts, lookAgain, table, tag } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

const statusNames: Record<Export['status'], Bilingual> = {
  waiting: { id: 'Menunggu giliran', en: 'Waits for its turn' },
  running: { id: 'Sedang dibuat', en: 'Being made' },
  ready: { id: 'Siap diunduh', en: 'Ready' },
  refused: { id: 'Ditolak', en: 'Refused' },
  expired: { id: 'Kedaluwarsa', en: 'Expired' },
  discarded: { id: 'Dihapus', en: 'Discarded' },
}

export function exportsView(
  wording: DeskWording,
  frame: Frame,
  form: FormState,
  { areas, made }: { areas: Option[]; made: Export[] },
): View {
  const { say, sayOf, formats } = wording
  const title = say('Ekspor anggota', 'Export members')
  const before = say('Ekspor sebelumnya', 'Earlier exports')
  const stages = stageOptions({ frame }, wording)
  return {
    title,
    content: html`${formSummary(form, wording)}<h1>${title}</h1>
<p>${say('NIK dan nomor telepon disamarkan. Berkas hanya memuat anggota yang boleh Anda lihat, dan dihapus setelah satu hari atau ketika data salah seorang di dalamnya dihapus.', 'Numbers are masked. The file is made with your rights. It is deleted after a day, or as soon as somebody in it is erased.')}</p>
${formView(form, wording, {
  action: '/exports',
  submit: say('Minta berkas', 'Ask for the file'),
  content: ({
    select,
    checkboxes,
    radios,
    checkbox,
    area,
  }) => html`${select({ name: 'filter.area', label: say('Wilayah', 'Area'), options: areas, isOptional: true, none: say('Semua wilayah saya', 'My whole area') })}
${checkboxes({ name: 'filter.attained[]', label: say('Memegang tahap', 'Holding'), options: stages, isOptional: true })}
${checkboxes({ name: 'filter.lacking[]', label: say('Belum mencapai tahap', 'Lacking'), options: stages, isOptional: true })}
${select({ name: 'filter.category', label: say('Kategori', 'Category'), options: categoryOptions({ frame }, wording), isOptional: true, none: say('Semua', 'All') })}
${radios({
  name: 'format',
  label: say('Format', 'Format'),
  options: [
    { value: 'xlsx', name: 'Excel' },
    { value: 'csv', name: 'CSV' },
  ],
})}
${area({ name: 'reason', label: say('Keperluan', 'What for'), most: 500, hint: say('Dicatat bersama nama Anda.', 'Recorded with your name.') })}
${checkbox({ name: 'revealed', label: say('Nomor lengkap, tidak disamarkan: tercatat dalam jejak setiap anggota', 'Full numbers: recorded in the trail of each member') })}`,
})}
${
  made.length > 0 &&
  html`<h2>${before}</h2>${table(
    before,
    [say('Diminta', 'Asked for'), say('Status', 'State'), { heading: say('Baris', 'Rows'), isNumber: true }],
    made.map(({ id, createdAt, status, rows }) => [
      html`<a href="/exports/${id}">${formats.instant(createdAt, frame.programme.zone)}</a>`,
      sayOf(statusNames[status]),
      rows === undefined ? undefined : formats.number(rows),
    ]),
  )}`
}`,
  }
}

export function exportView(
  wording: DeskWording,
  frame: Frame,
  job: Export,
  { canDownload, form }: { canDownload: boolean; form: FormState },
): View {
  const { say, sayOf, formats } = wording
  const { id, status, createdAt, rows, expiresAt, reason, problems } = job
  const instant = (at: string | undefined) => (at === undefined ? undefined : formats.instant(at, frame.programme.zone))
  const title = say(`Ekspor ${instant(createdAt)}`, `Export of ${instant(createdAt)}`)
  const isUnderWay = status === 'waiting' || status === 'running'
  const isOver = status === 'refused' || status === 'discarded'
  return {
    title,
    content: html`${backLink('/exports', say('Ekspor', 'Exports'))}${formSummary(form, wording)}<h1>${title}</h1>
<p class="lead">${tag(sayOf(statusNames[status]), status === 'ready' ? 'good' : status === 'refused' ? 'bad' : 'heed')}</p>
${isUnderWay && html`<div data-under-way role="status"><p>${say('Berkas sedang dibuat …', 'The file is being made …')} ${lookAgain(`/exports/${id}`, wording)}</p></div>`}
${problems.length > 0 && box('bad', say('Berkas ini tidak dapat dibuat', 'This file cannot be made'), html`<ul>${problems.map(({ message }) => html`<li>${sayOf(message)}</li>`)}</ul>`)}
${facts([
  [say('Keperluan', 'What for'), reason],
  [say('Baris', 'Rows'), rows],
  [say('Dapat diunduh sampai', 'Can be downloaded until'), instant(expiresAt)],
])}
${canDownload && html`<p class="buttons"><a class="button main" href="/exports/${id}/file">${say('Unduh', 'Download')}</a></p>`}
${!isOver && formView(form, wording, { action: `/exports/${id}/discard`, submit: say('Hapus berkas ini', 'Discard this file'), isRisky: true, content: () => html`` })}`,
  }
}
