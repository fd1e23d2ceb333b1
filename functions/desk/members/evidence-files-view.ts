import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { type EvidenceFile, EvidenceFileType, mostFileBytes } from '../../../shared/domain/member/evidence-file.ts'
import type { MemberView } from '../../../shared/domain/member/member-view.ts'
import { html } from '../../../shared/render/markup.ts'
import type { UploadForm } from '../../../shared/usecases/members/evidence-files.ts'
import { tooLarge } from '../form/fields.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { namesIn } from '../layout/names.ts'
import { reasonOptions } from '../layout/options.ts'
import { backLink, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { displayName } from './member-words.ts'

type FilesPage = {
  member: MemberView
  files: EvidenceFile[]
  form: FormState
  mayChange: boolean
  done: string | undefined
}

/** The files of a member, and a form to add one. */
export function filesView(
  wording: DeskWording,
  frame: Frame,
  { member, files, form, mayChange, done }: FilesPage,
): View {
  const { say, sayOf, formats } = wording
  const names = namesIn(frame, wording)
  const title = say('Berkas bukti', 'Evidence files')
  const heldStages = frame.programme.stages.filter(({ code }) => member.stages[code])
  return {
    title: `${title}: ${displayName(member)}`,
    content: html`${doneBox(done, wording)}${formSummary(form, wording)}${backLink(`/members/${member.id}`, displayName(member))}<h1>${title}</h1>
<p>${say('Foto atau PDF yang membuktikan tahap. Lokasi dan keterangan kamera dihapus, isinya dienkripsi, dan setiap pembukaan tercatat pada jejak.', 'Photos or PDFs that prove stages. Location and camera data are removed, the content is encrypted, and the trail records each download.')}</p>
${
  files.length === 0
    ? html`<p>${say('Belum ada berkas.', 'No files yet.')}</p>`
    : table(
        title,
        [
          say('Berkas', 'File'),
          say('Tahap', 'Stage'),
          { heading: 'kB', isNumber: true },
          say('Ditambahkan', 'Added'),
          'SHA-256',
          ...(mayChange ? [say('Tindakan', 'Action')] : []),
        ],
        files.map(({ id, type, stage, bytes, addedAt, addedBy, sha256 }) => [
          html`<a href="/members/${member.id}/files/${id}" download>${say('Unduh', 'Download')} ${sayOf(typeNames[type])}</a>`,
          `${stage} ${names.stage(stage)}`,
          formats.number(Math.ceil(bytes / 1000)),
          html`${formats.instant(addedAt, frame.programme.zone)}<br><span class="small">${addedBy}</span>`,
          html`<code class="small">${sha256.slice(0, 16)}…</code>`,
          ...(mayChange
            ? [html`<a href="/members/${member.id}/files/${id}/removal">${say('Hapus', 'Remove')}</a>`]
            : []),
        ]),
      )
}
${
  mayChange && (member.status === 'active' || member.status === 'withdrawn')
    ? html`<h2>${say('Tambah berkas', 'Add a file')}</h2>${formView(form, wording, {
        action: `/members/${member.id}/files`,
        submit: say('Lanjut memilih berkas', 'Go on to choose the file'),
        content: ({ select, radios }) =>
          html`${select({ name: 'stage', label: say('Bukti tahap', 'Proves stage'), options: heldStages.map(({ code }) => ({ value: code, name: `${code} ${names.stage(code)}` })), none: say('Pilih tahap', 'Choose a stage') })}
${radios({ name: 'type', label: say('Jenis berkas', 'Type of file'), options: EvidenceFileType.options.map((value) => ({ value, name: sayOf(typeNames[value]) })) })}`,
      })}`
    : ''
}`,
  }
}

const typeNames: Record<EvidenceFileType, Bilingual> = {
  'image/jpeg': { id: 'Foto (JPEG)', en: 'Photo (JPEG)' },
  'image/png': { id: 'Gambar (PNG)', en: 'Picture (PNG)' },
  'application/pdf': { id: 'PDF', en: 'PDF' },
}

/** The form that is sent straight to the store. S3 reads the fields in order, and ignores those after the file. */
export function uploadView(wording: DeskWording, member: MemberView, { action, fields }: UploadForm): View {
  const { say, formats } = wording
  const title = say('Pilih berkas', 'Choose the file')
  const megabytes = formats.number(mostFileBytes / 1_000_000)
  return {
    title: `${title}: ${displayName(member)}`,
    content: html`${backLink(`/members/${member.id}/files`, say('Berkas bukti', 'Evidence files'))}<h1>${title}</h1>
<form method="post" action="${action}" enctype="multipart/form-data">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<div class="field"><label for="file">${say('Berkas', 'File')}</label><p class="hint" id="file-hint">${say(`Paling besar ${megabytes} MB. Formulir ini berlaku setengah jam.`, `At most ${megabytes} MB. This form is valid for half an hour.`)}</p><input id="file" name="file" type="file" accept="${fields['Content-Type']}" data-most="${mostFileBytes}" aria-describedby="file-hint" required>${tooLarge(wording, `${megabytes} MB`)}</div>
<p class="says away" role="alert" hidden>${say('Koneksi terputus. Kirim lagi setelah tersambung.', 'There is no connection. Send it again when there is one.')}</p>
<div class="buttons"><button class="main">${say('Kirim', 'Send')}</button></div>
</form>`,
  }
}

/** The page of the last step. Before it, no file is kept. */
export function confirmationView(wording: DeskWording, member: MemberView, file: string, form: FormState): View {
  const { say } = wording
  const title = say('Simpan berkas', 'Keep the file')
  const here = `/members/${member.id}/files/${file}`
  return {
    title: `${title}: ${displayName(member)}`,
    content: html`${formSummary(form, wording)}${backLink(`/members/${member.id}/files`, say('Berkas bukti', 'Evidence files'))}<h1>${title}</h1>
<p>${say('Berkas sudah terkirim. Simpan untuk memeriksa isinya, menghapus lokasi, dan mengenkripsinya. Bila tidak disimpan, berkas terhapus sendiri.', 'The file has arrived. If you keep it, it is checked, its location data are removed, and it is encrypted. Otherwise it is deleted automatically.')}</p>
${formView(form, wording, {
  action: `${here}/confirmation`,
  submit: say('Simpan berkas', 'Keep the file'),
  content: () => html``,
  beside: html`<a class="button" href="${here}/upload">${say('Pilih berkas lain', 'Choose another file')}</a>`,
})}`,
  }
}

type Removal = { member: MemberView; file: EvidenceFile; form: FormState }

/** The page to remove a file that was added by mistake. */
export function removalView(wording: DeskWording, frame: Frame, { member, file, form }: Removal): View {
  const { say, sayOf, formats } = wording
  const title = say('Hapus berkas', 'Remove a file')
  return {
    title: `${title}: ${displayName(member)}`,
    content: html`${backLink(`/members/${member.id}/files`, say('Berkas bukti', 'Evidence files'))}${formSummary(form, wording)}<h1>${title}</h1>
<p class="lead">${sayOf(typeNames[file.type])} · ${file.stage} ${namesIn(frame, wording).stage(file.stage)} · ${formats.instant(file.addedAt, frame.programme.zone)}</p>
<p>${say('Untuk berkas yang salah, misalnya milik orang lain. Isinya tidak dapat dibuka lagi; jejak menyimpan sidik jari dan alasannya. Tahapnya tidak berubah.', "For a wrong file, such as somebody else's. Afterwards nobody can open it. The trail keeps its hash and the reason. The stage does not change.")}</p>
${formView(form, wording, {
  action: `/members/${member.id}/files/${file.id}/removal`,
  submit: say('Hapus berkas', 'Remove the file'),
  isRisky: true,
  content: ({ select }) =>
    select({
      name: 'reason',
      label: say('Alasan', 'Reason'),
      options: reasonOptions({ frame }, wording),
      none: say('Pilih alasan', 'Choose a reason'),
    }),
})}`,
  }
}
