import type { ClassListView, ClassSummary } from '../../../shared/domain/classes/class-list.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { html } from '../../../shared/render/markup.ts'
import type { ClassResult } from '../../../shared/usecases/classes/class-attainment.ts'
import type { Option } from '../form/fields.ts'
import { type FormState, valuesAt } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { namesIn } from '../layout/names.ts'
import { stageOptions } from '../layout/options.ts'
import { backLink, box, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

/**
 * The number of members whom the form already names, although nothing is stored yet. `isMore` says that the list from
 * which they come is longer.
 */
export type InvitedCount = { count: number; isMore: boolean }

type NewClass = { agencies: Option[]; areas: Option[]; made: ClassSummary[]; invited: InvitedCount | undefined }

export function newClassView(
  wording: DeskWording,
  frame: Frame,
  form: FormState,
  { agencies, areas, made, invited }: NewClass,
): View {
  const { say, formats } = wording
  const names = namesIn(frame, wording)
  const before = say('Kelas yang Anda buat', 'Classes that you made')
  const title = say('Buat daftar kelas', 'Make a class list')
  return {
    title,
    content: html`${formSummary(form, wording)}${invited && invitedBox(wording, invited)}<h1>${title}</h1>
<p>${say('Cetak daftar ini atau isi langsung di layar. Setelah kelas selesai, tandai peserta yang hadir; tahapnya tercatat sekaligus untuk semuanya.', 'Print the list, or fill it in on the screen. After the class, tick everybody who came: the stage is recorded for all of them at once.')}${made.length > 0 && html` <a href="#made">${before}</a>`}</p>
${formView(form, wording, {
  action: '/classes',
  submit: invited
    ? say('Buat daftar dengan peserta ini', 'Make the list with these people')
    : say('Buat daftar', 'Make the list'),
  content: ({ select, text, area, group }) => html`${group(
    say('Data kelas', 'The class'),
    html`${select({ name: 'stage', label: say('Tahap', 'Stage'), options: stageOptions({ frame }, wording), none: say('Pilih tahap', 'Choose a stage') })}
${text({ name: 'heldOn', type: 'date', label: say('Tanggal kelas', 'Held on') })}
${select({ name: 'agency', label: say('Perangkat daerah', 'Agency'), options: agencies, none: say('Pilih perangkat daerah', 'Choose an agency') })}
${text({ name: 'title', label: say('Nama kelas', 'Title'), isOptional: true })}
${text({ name: 'place', label: say('Tempat', 'Place'), isOptional: true })}`,
  )}
${group(
  say('Peserta', 'Participants'),
  html`${area({ name: 'numbers', label: say('Nomor anggota', 'Member numbers'), isOptional: true, most: 16_000, hint: say('Satu per baris, atau dipisahkan dengan koma; paling banyak 200 orang. Bila dikosongkan, kami cari semua yang belum mencapai tahap ini di wilayah di bawah, dan Anda melihat jumlahnya sebelum daftar dibuat.', 'One per line, or separated by commas; at most 200 people. If you leave this empty, we find everybody in the area below who does not hold the stage, and you see the number before the list is made.') })}
${select({ name: 'area', label: say('Wilayah', 'Area'), options: areas, isOptional: true, none: say('Semua wilayah saya', 'My whole area') })}`,
)}`,
})}
${
  made.length > 0 &&
  html`<h2 id="made">${before}</h2>${table(
    before,
    [say('Kelas', 'Class'), say('Tanggal', 'Held on'), say('Tahap', 'Stage'), say('Tempat', 'Place')],
    made.map((each) => [
      html`<a href="/classes/${each.id}">${className(each, names)}</a>`,
      html`<span class="nowrap">${formats.day(each.heldOn)}</span>`,
      each.stage,
      each.place,
    ]),
  )}`
}`,
  }
}

function invitedBox({ say, formats }: DeskWording, { count, isMore }: InvitedCount) {
  const people = formats.number(count)
  const title = isMore
    ? say(
        `Terisi ${people} orang pertama; daftarnya masih berlanjut`,
        `Filled with the first ${people} people; the list has more`,
      )
    : say(`${people} orang masuk daftar`, `${people} people are on the list`)
  return box(
    'heed',
    title,
    say(
      'Daftar belum dibuat. Nomor dan nama mereka terisi di bawah: hapus baris yang tidak ikut, lalu buat daftarnya.',
      'The list is not made yet. Their numbers and names are below: delete the lines of people who do not take part, then make the list.',
    ),
  )
}

/** The participants who do not hold the stage yet. */
export const listOpen = ({ members }: ClassListView): ClassListView['members'] =>
  members.filter(({ attainedOn }) => attainedOn === undefined)

/** The title of a class, or its stage. */
const className = ({ title, stage }: ClassSummary, names: ReturnType<typeof namesIn>): string =>
  title ?? `${stage} ${names.stage(stage)}`

export function attendanceView(
  wording: DeskWording,
  frame: Frame,
  list: ClassListView,
  form: FormState,
  done: string | undefined,
): View {
  const { say, formats } = wording
  const names = namesIn(frame, wording)
  const name = className(list, names)
  const came = valuesAt(form.values, 'attended[]')
  const open = listOpen(list)
  const caption = say('Peserta', 'Participants')
  const participants = table(
    caption,
    [say('Hadir', 'Came'), say('Nama', 'Name'), say('Nomor', 'Number'), say('Telepon', 'Phone')],
    list.members.map(({ memberId, number, name: called, phone, attainedOn }) => [
      attainedOn === undefined
        ? html`<span class="choice"><input type="checkbox" id="m-${memberId}" name="attended[]" value="${memberId}"${came.includes(memberId) && html` checked`}></span>`
        : html`<span class="small nowrap">✓ ${formats.day(attainedOn)}</span>`,
      attainedOn === undefined ? html`<label for="m-${memberId}">${called}</label>` : called,
      html`<a class="nowrap" href="/members/${memberId}">${number}</a>`,
      phone,
    ]),
  )
  return {
    title: name,
    content: html`${backLink('/classes', say('Kelas', 'Classes'))}${doneBox(done, wording)}${formSummary(form, wording)}<h1>${name}</h1>
<p class="lead">${list.title !== undefined && `${list.stage} ${names.stage(list.stage)} · `}${formats.day(list.heldOn)}${list.place !== undefined && ` · ${list.place}`} · ${names.agency(list.agency)}</p>
<p>${say(`${list.members.length} peserta, ${list.members.length - open.length} sudah mencapai tahap ini.`, `${list.members.length} participants, ${list.members.length - open.length} already hold the stage.`)} <a href="/classes/${list.id}/page.html">${say('Cetak', 'Print')}</a> · <a href="/classes/${list.id}/sheet.xlsx" download>Excel</a> · <a href="/classes/${list.id}/sheet.csv" download>CSV</a> · <a href="/classes/${list.id}/sheet">${say('Unggah daftar hadir', 'Upload the attendance sheet')}</a></p>
${open.length > 0 && html`<p><a href="/classes/${list.id}?tick=${open.length}">${say('Centang semua', 'Tick all')}</a></p>`}
${open.length === 0 ? participants : formView(form, wording, { action: `/classes/${list.id}`, submit: say('Catat yang hadir', 'Record who came'), content: () => participants })}
${open.length < list.members.length && html`<p class="small">${say('Salah tandai? Buka anggotanya, lalu batalkan tahapnya.', 'Ticked by mistake? Open the member, and reverse the stage.')}</p>`}`,
  }
}

export function sheetView(wording: DeskWording, frame: Frame, list: ClassListView, form: FormState): View {
  const { say } = wording
  const title = say('Unggah daftar hadir', 'Upload the attendance sheet')
  return {
    title,
    content: html`${backLink(`/classes/${list.id}`, className(list, namesIn(frame, wording)))}${formSummary(form, wording)}<h1>${title}</h1>
<p>${say('Unduh daftar peserta (Excel atau CSV), isi kolom Hadir dengan ya atau x, lalu unggah di sini. Kehadiran yang sudah tercatat tidak dihitung dua kali.', 'Download the list (Excel or CSV), fill in the column Hadir with ya or x, and upload it here. Attendance that is already recorded is not counted twice.')}</p>
${formView(form, wording, {
  action: `/classes/${list.id}/sheet`,
  submit: say('Kirim', 'Send'),
  hasFile: true,
  content: ({ file }) =>
    file({ name: 'sheet', label: say('Berkas Excel atau CSV', 'Excel or CSV file'), accept: '.xlsx,.csv,text/csv' }),
})}`,
  }
}

export function resultView(
  wording: DeskWording,
  frame: Frame,
  list: ClassListView,
  { attained, refused, members }: ClassResult,
): View {
  const { say, sayOf } = wording
  const title = say(`${attained} tercatat, ${refused} ditolak`, `${attained} recorded, ${refused} refused`)
  const nameOf = (id: string) => list.members.find(({ memberId }) => memberId === id)?.name ?? id
  return {
    title,
    content: html`${backLink(`/classes/${list.id}`, className(list, namesIn(frame, wording)))}<h1>${title}</h1>
${attained > 0 && box('good', say(`${attained} orang tercatat dan sudah dihitung`, `${attained} people are recorded and counted`))}
${table(
  say('Yang ditolak', 'Who was refused'),
  [say('Nama', 'Name'), say('Alasan', 'Why')],
  members
    .filter(({ problems }) => problems.length > 0)
    .map(({ memberId, problems }) => [
      html`<a href="/members/${memberId}">${nameOf(memberId)}</a>`,
      problems.map(({ message }) => sayOf(message)).join(' '),
    ]),
)}`,
  }
}
