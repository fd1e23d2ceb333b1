import type { Day } from '../../../shared/domain/calendar.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { Problem } from '../../../shared/domain/problems/app-error.ts'
import { html } from '../../../shared/render/markup.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { genderOptions, leavesWithin, mailOptions } from '../layout/options.ts'
import { backLink } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { businessFields, categoryField, personFields, warningLines } from '../members/register-view.ts'

type Registering = {
  form: FormState
  today: Day
  warnings: Problem[]
  /** The hash of the person for whom the page shows warnings. Sending it back confirms them. */
  seen?: string | undefined
}

export function ownRegistrationView(
  wording: DeskWording,
  frame: Frame,
  { form, today, warnings, seen }: Registering,
): View {
  const { say } = wording
  const title = say('Daftar sebagai anggota', 'Register as a member')
  return {
    title,
    content: html`${formSummary(form, wording)}${
      seen !== undefined &&
      html`<div class="box heed" role="alert" tabindex="-1" autofocus><h2>${say('Periksa dahulu; belum ada yang tersimpan', 'Check this first; nothing has been stored')}</h2>
<ul>${warningLines(wording, warnings)}</ul>
<p>${say('Bila datanya benar, tekan “Tetap daftar” di bawah formulir.', 'If the data are right, press “Register all the same” below the form.')}</p></div>`
    }${backLink('/me', say('Saya', 'Me'))}
<h1>${title}</h1>
<p>${say('Data Anda dipakai untuk program ini saja dan disimpan terenkripsi. Anda dapat melihatnya, meminta perbaikan, dan meminta penghapusannya kapan saja.', 'Your data is used for this programme only and stored encrypted. You can see it, ask for a correction, and ask for its erasure at any time.')}</p>
${formView(form, wording, {
  action: '/me/registration',
  submit: seen === undefined ? say('Daftar', 'Register') : say('Tetap daftar', 'Register all the same'),
  content: (fields) => html`${seen !== undefined && html`<input type="hidden" name="_seen" value="${seen}">`}
${fields.group(say('Data diri', 'You'), personFields(wording, fields, { today, genders: genderOptions(wording).filter(({ value }) => value !== 'unknown') }))}
${fields.group(
  say('Keikutsertaan', 'Membership'),
  html`${categoryField(wording, fields, frame)}
${fields.select({ name: 'area', label: say('Kelurahan tempat tinggal', 'Kelurahan of residence'), options: leavesWithin(frame, frame.areas.root, wording), none: say('Pilih kelurahan', 'Choose a kelurahan') })}`,
)}
${fields.group(say('Usaha Anda', 'Your business'), businessFields(wording, fields))}
${fields.group(
  say('Kabar lewat surel', 'News by mail'),
  fields.select({
    name: 'mailsIn',
    label: say('Kabari saya lewat surel', 'Tell me by mail'),
    hint: say(
      'Tentang pendaftaran, verifikasi, tahap, dan pinjaman. Dapat dihentikan kapan saja.',
      'About registration, verification, stages and loans. You can stop it at any time.',
    ),
    isOptional: true,
    options: mailOptions(wording),
    none: say('Tidak', 'No'),
  }),
)}`,
})}`,
  }
}
