import type { Day } from '../../../shared/domain/calendar.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { MemberView } from '../../../shared/domain/member/member-view.ts'
import type { Problem } from '../../../shared/domain/problems/app-error.ts'
import { sentence } from '../../../shared/domain/problems/problem-texts.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { Fields, Option } from '../form/fields.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { categoryOptions, genderOptions, mailOptions } from '../layout/options.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { membersTable } from './find-view.ts'

type Registering = {
  form: FormState
  today: Day
  warnings: Problem[]
  alike: MemberView[]
  /** The hash of the person for whom the page shows warnings. Sending it back confirms them. */
  seen?: string | undefined
}

export function registerView(
  wording: DeskWording,
  { frame, leaves, agencies }: { frame: Frame; leaves: Option[]; agencies: Option[] },
  { form, today, warnings, alike, seen }: Registering,
): View {
  const { say } = wording
  const title = say('Daftarkan anggota', 'Register a member')
  return {
    title,
    content: html`${formSummary(form, wording)}${seen === undefined ? holderBox(wording, frame, alike) : foundBox(wording, frame, warnings, alike)}
<h1>${title}</h1>
${formView(form, wording, {
  action: '/members/new',
  submit: seen === undefined ? say('Daftarkan', 'Register') : say('Tetap daftarkan', 'Register all the same'),
  content: (fields) => html`${seen !== undefined && html`<input type="hidden" name="_seen" value="${seen}">`}
${fields.group(say('Data diri', 'The person'), personFields(wording, fields, { today, genders: genderOptions(wording) }))}
${fields.group(
  say('Keikutsertaan', 'Membership'),
  html`${categoryField(wording, fields, frame)}
${fields.select({ name: 'area', label: say('Kelurahan tempat tinggal', 'Kelurahan of residence'), options: leaves, none: say('Pilih kelurahan', 'Choose a kelurahan') })}
${fields.select({ name: 'agency', label: say('Perangkat daerah', 'Agency'), hint: say('Dinas yang mendaftarkan atau melayani anggota.', 'The agency that registers or serves the member.'), options: agencies, none: say('Pilih perangkat daerah', 'Choose an agency') })}
${fields.text({ name: 'registeredOn', type: 'date', label: say('Tanggal pendaftaran', 'Day of registration'), max: today })}`,
)}
${fields.group(say('Usaha', 'Business'), businessFields(wording, fields))}
${fields.select({ name: 'mailsIn', label: say('Anggota setuju dikabari lewat surel', 'The member agrees to get news by mail'), isOptional: true, options: mailOptions(wording), none: say('Tidak', 'No') })}`,
})}`,
  }
}

type Asked = { today: Day; genders: Option[] }

/** The fields of a person, for officers and for the person. */
export const personFields = (wording: DeskWording, { text, radios }: Fields, { today, genders }: Asked): Markup => {
  const { say } = wording
  return html`${text({ name: 'person.name', label: say('Nama lengkap', 'Full name'), hint: say('Seperti di KTP.', 'As on the identity card.') })}
${text({ name: 'person.nik', label: 'NIK', inputMode: 'numeric', isOptional: true, isShort: true, hint: say('16 digit. Tanpa NIK anggota tercatat sementara.', '16 digits. Without it the member is provisional.') })}
${text({ name: 'person.birthDate', type: 'date', label: say('Tanggal lahir', 'Date of birth'), isOptional: true, max: today })}
${radios({ name: 'gender', label: say('Jenis kelamin', 'Gender'), options: genders })}
${text({ name: 'person.phone', type: 'tel', label: say('Telepon', 'Phone'), inputMode: 'tel', isOptional: true, isShort: true, hint: say('Misalnya 0812 3456 7890', 'Such as 0812 3456 7890') })}
${text({ name: 'person.email', type: 'email', label: say('Surel', 'E-mail'), inputMode: 'email', isOptional: true })}`
}

/** The field of the category, which says what each one means. */
export const categoryField = (wording: DeskWording, { radios }: Fields, frame: Frame): Markup => {
  const { say } = wording
  return radios({
    name: 'category',
    label: say('Kategori', 'Category'),
    hint: say(
      'Pemula: ingin memulai usaha. Naik kelas: sudah punya usaha.',
      'Beginner: wants to start a business. Growing business: already runs one.',
    ),
    options: categoryOptions({ frame }, wording),
  })
}

export const businessFields = ({ say }: DeskWording, { text }: Fields): Markup =>
  html`${text({ name: 'business.name', label: say('Nama usaha', 'Name of the business'), isOptional: true, hint: say('Wajib bila NIB diisi.', 'Required if there is a NIB.') })}
${text({ name: 'business.nib', label: say('NIB', 'NIB (business number)'), inputMode: 'numeric', isOptional: true, isShort: true, hint: say('13 digit', '13 digits') })}`

/** Warnings about a person as lines that lead to their fields. */
export const warningLines = ({ sayOf }: DeskWording, warnings: Problem[]): Markup[] =>
  warnings.map(
    ({ code, path = [], params }) => html`<li><a href="#${path.join('.')}">${sayOf(sentence(code, params))}</a></li>`,
  )

/** Shows the member who has the NIK already. Nothing if there is none, or if the caller may not see the member. */
function holderBox(wording: DeskWording, frame: Frame, holders: MemberView[]): Markup | false {
  const title = wording.say('Pemilik NIK ini', 'The holder of this NIK')
  return (
    holders.length > 0 &&
    html`<div class="box heed"><h2>${title}</h2>${membersTable(wording, frame, title, holders)}</div>`
  )
}

/** Shows warnings and similar members before anything is stored. */
function foundBox(wording: DeskWording, frame: Frame, warnings: Problem[], alike: MemberView[]): Markup {
  const { say } = wording
  const lines = warningLines(wording, warnings)
  const people = say('Mungkin orang yang sama', 'Probably the same person')
  return html`<div class="box heed" role="alert" tabindex="-1" autofocus><h2>${say('Periksa dahulu; belum ada yang tersimpan', 'Check this first; nothing has been stored')}</h2>
${lines.length > 0 && html`<ul>${lines}</ul>`}
${alike.length > 0 && html`<h3>${people}</h3>${membersTable(wording, frame, people, alike)}`}
<p>${
    alike.length > 0
      ? say(
          'Bila orangnya memang berbeda dan datanya benar, tekan “Tetap daftarkan” di bawah formulir.',
          'If it is somebody else and the data are right, press “Register all the same” below the form.',
        )
      : say(
          'Bila datanya sudah benar, tekan “Tetap daftarkan” di bawah formulir.',
          'If the data are right, press “Register all the same” below the form.',
        )
  }</p></div>`
}
