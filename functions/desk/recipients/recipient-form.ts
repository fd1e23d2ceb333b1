import { type Recipient, ReportFormat } from '../../../shared/domain/mail/recipient.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { Fields, Option } from '../form/fields.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { backLink } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { reportNames } from './mail-words.ts'

type Choices = { areas: Option[]; agencies: Option[]; recipient?: Recipient }

/** The form of a recipient, new or changed. */
export function recipientFormView(
  wording: DeskWording,
  form: FormState,
  { areas, agencies, recipient }: Choices,
): View {
  const { say, sayOf } = wording
  const title = recipient
    ? say(`Ubah ${recipient.office}`, `Change ${recipient.office}`)
    : say('Tambah penerima', 'Add a recipient')
  const reports = (['internal', 'public'] as const).map((value) => ({ value, name: sayOf(reportNames[value]) }))
  const languages = [
    { value: 'id', name: 'Bahasa Indonesia' },
    { value: 'en', name: 'English' },
  ]
  const back = recipient
    ? backLink(`/recipients/${recipient.id}`, recipient.office)
    : backLink('/recipients', say('Penerima laporan', 'Recipients'))
  return {
    title,
    content: html`${back}${formSummary(form, wording)}<h1>${title}</h1>
${formView(form, wording, {
  action: recipient ? `/recipients/${recipient.id}/change` : '/recipients/new',
  submit: say('Simpan', 'Store'),
  content: (
    fields,
  ) => html`${fields.text({ name: 'office', label: say('Jabatan atau kantor', 'Office'), hint: say('Misalnya Wali Kota Jakarta Pusat; bukan nama orang.', 'Such as Wali Kota Jakarta Pusat; not the name of a person.') })}
${fields.text({ name: 'email', type: 'email', label: say('Surel kantor', 'Address of the office') })}
${fields.select({ name: 'area', label: say('Wilayah', 'Area'), options: areas })}
${fields.select({ name: 'agency', label: say('Perangkat daerah', 'Agency'), options: agencies, isOptional: true, none: say('Semua', 'All') })}
${fields.radios({ name: 'report', label: say('Laporan', 'Report'), options: reports })}
${fields.radios({ name: 'language', label: say('Bahasa', 'Language'), options: languages })}
${fields.checkboxes({ name: 'formats[]', label: say('Lampiran', 'Attachments'), options: ReportFormat.options.map((value) => ({ value, name: value.toUpperCase() })) })}
${fields.text({ name: 'from', type: 'date', label: say('Menerima sejak', 'Gets reports from') })}
${fields.text({ name: 'until', type: 'date', label: say('Sampai', 'Until'), isOptional: true })}
${holderGroups(wording, fields, recipient?.holders.length ?? 0)}`,
})}`,
  }
}

/** The people who hold the office, with room for one more. */
const holderGroups = ({ say }: DeskWording, { group, text }: Fields, groupCount: number): Markup =>
  html`${Array.from({ length: groupCount + 1 }, (_, i) =>
    group(
      i < groupCount
        ? say(`Pejabat ${i + 1}`, `Holder ${i + 1}`)
        : say('Pejabat (bila surel ditujukan kepada orangnya)', 'Holder (if mail goes to the person)'),
      html`${text({ name: `holders.${i}.name`, label: say('Nama', 'Name'), isOptional: true })}
${text({ name: `holders.${i}.email`, type: 'email', label: say('Surel', 'Address'), isOptional: true })}
${text({ name: `holders.${i}.from`, type: 'date', label: say('Menjabat sejak', 'In office from'), isOptional: true })}
${text({ name: `holders.${i}.until`, type: 'date', label: say('Sampai', 'Until'), isOptional: true })}`,
    ),
  )}`
