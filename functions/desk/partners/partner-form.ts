import * as z from 'zod'
import { type Partner, PartnerType } from '../../../shared/domain/partner/partner.ts'
import { isSnap } from '../../../shared/domain/signing/signing-schemes.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { Fields, Option } from '../form/fields.ts'
import { type FormState, type FormValues, toObject, valueAt } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { readWholeNumber } from '../form/whole-number.ts'
import { backLink } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { partnerTypeNames } from './partner-words.ts'

/** What the form of a new partner begins with. */
export const newPartnerValues: FormValues = [
  ['type', 'bank'],
  ['signing.scheme', 'standard_webhooks'],
  ['signing.skewSeconds', '300'],
  ['signing.mode', 'hmac_with_token'],
  ['signing.encoding', 'hex'],
  ['signing.query', 'in'],
  ['signing.externalId', 'numeric'],
]

/** The values of a partner's form. */
export const partnerValues = ({ name, allowedFrom, signing }: Partner): FormValues => [
  ['name', name],
  ['allowedFrom[]', allowedFrom.join('\n')],
  ...Object.entries(signing).map(([field, value]): [string, string] => [`signing.${field}`, String(value)]),
]

/** Reads a partner. Ranges of addresses are separated by lines. Leaves out settings of SNAP for another scheme. */
export function readPartnerValues(values: FormValues): unknown {
  const { signing, isSandbox, ...rest } = z
    .looseObject({ signing: z.record(z.string(), z.unknown()).default({}), isSandbox: z.string().optional() })
    .parse(toObject(values))
  const { scheme, skewSeconds, ...snap } = signing
  return {
    ...rest,
    ...(isSandbox !== undefined && { isSandbox: true }),
    allowedFrom: valueAt(values, 'allowedFrom[]')
      .split(/[\s,;]+/)
      .filter((each) => each !== ''),
    signing: { scheme, skewSeconds: readWholeNumber(skewSeconds), ...(scheme === 'snap' && snap) },
  }
}

export function newPartnerView(wording: DeskWording, form: FormState): View {
  const { say, sayOf } = wording
  const title = say('Daftarkan mitra', 'Register a partner')
  const types = PartnerType.options.map((value) => ({ value, name: sayOf(partnerTypeNames[value]) }))
  return {
    title,
    content: html`${backLink('/partners', say('Mitra', 'Partners'))}${formSummary(form, wording)}<h1>${title}</h1>
<p>${say('Setelah terdaftar, mitra belum dapat memanggil: buat kuncinya dahulu.', 'A registered partner cannot call yet: give it a credential next.')}</p>
${formView(form, wording, {
  action: '/partners/new',
  submit: say('Daftarkan', 'Register'),
  content: (
    fields,
  ) => html`${fields.text({ name: 'code', label: say('Kode', 'Code'), isShort: true, hint: say('Huruf kecil, angka, dan tanda hubung, misalnya bank-jakarta. Tidak dapat diubah.', 'Small letters, digits and hyphens, such as bank-jakarta. It cannot be changed.') })}
${nameField(wording, fields)}
${fields.radios({ name: 'type', label: say('Jenis', 'Type'), options: types })}
${fields.checkbox({ name: 'isSandbox', label: say('Mitra uji coba: pinjamannya tidak pernah dihitung, dan ini tidak dapat diubah', 'A sandbox: its loans never count, and this cannot be changed') })}
${fields.radios({
  name: 'signing.scheme',
  label: say('Skema tanda tangan', 'Signing scheme'),
  options: [
    { value: 'standard_webhooks', name: 'Standard Webhooks' },
    { value: 'snap', name: 'SNAP (Bank Indonesia)' },
  ],
})}
${skewField(wording, fields)}${allowedField(wording, fields)}
${fields.group(say('Hanya untuk SNAP', 'For SNAP only'), snapFields(wording, fields))}`,
})}`,
  }
}

export function changePartnerView(wording: DeskWording, { code, name, signing }: Partner, form: FormState): View {
  const { say } = wording
  const title = say('Ubah mitra', 'Change a partner')
  return {
    title: `${title}: ${name}`,
    content: html`${backLink(`/partners/${code}`, name)}${formSummary(form, wording)}<h1>${title}</h1>
<p>${say('Berlaku pada panggilan berikutnya. Skema tanda tangan tidak dapat diubah.', 'Changes apply from the next call. The signing scheme cannot be changed.')}</p>
${formView(form, wording, {
  action: `/partners/${code}/change`,
  submit: say('Simpan', 'Store'),
  content: (fields) =>
    html`${fields.hidden('signing.scheme')}${nameField(wording, fields)}${skewField(wording, fields)}${allowedField(wording, fields)}${isSnap(signing) && fields.group('SNAP', snapFields(wording, fields))}`,
})}`,
  }
}

const nameField = ({ say }: DeskWording, { text }: Fields): Markup => text({ name: 'name', label: say('Nama', 'Name') })

const skewField = ({ say }: DeskWording, { text }: Fields): Markup =>
  text({
    name: 'signing.skewSeconds',
    label: say('Selisih jam yang diterima (detik)', 'Accepted difference of clocks (seconds)'),
    inputMode: 'numeric',
    isShort: true,
  })

const allowedField = ({ say }: DeskWording, { area }: Fields): Markup =>
  area({
    name: 'allowedFrom[]',
    label: say('Boleh memanggil dari', 'May call from'),
    isOptional: true,
    most: 2500,
    hint: say(
      'Satu rentang alamat per baris, misalnya 203.0.113.0/24. Bila kosong: dari mana saja.',
      'One range of addresses per line, such as 203.0.113.0/24. If empty, calls may come from anywhere.',
    ),
  })

function snapFields({ say }: DeskWording, { radios, text }: Fields): Markup {
  const choose = (name: string, label: string, options: Option[]) => radios({ name: `signing.${name}`, label, options })
  return html`${choose('mode', say('Cara', 'Mode'), [
    { value: 'hmac_with_token', name: say('HMAC-SHA512 dengan token kita', 'HMAC-SHA512 with our token') },
    { value: 'rsa', name: say('SHA256withRSA tanpa token', 'SHA256withRSA without a token') },
  ])}
${choose('encoding', say('Penulisan tanda tangan', 'How signatures are written'), [
  { value: 'hex', name: 'hex' },
  { value: 'base64', name: 'base64' },
])}
${choose('query', say('Query dalam alamat yang ditandatangani', 'The query in the signed path'), [
  { value: 'in', name: say('ikut', 'included') },
  { value: 'out', name: say('tidak ikut', 'left out') },
])}
${choose('externalId', 'X-EXTERNAL-ID', [
  { value: 'numeric', name: say('angka saja', 'digits only') },
  { value: 'any', name: say('teks apa pun', 'any text') },
])}
${text({ name: 'signing.service', label: say('Kode layanan (dua angka)', 'Service code (two digits)'), isShort: true })}
${text({ name: 'signing.clientKey', label: 'X-CLIENT-KEY', isShort: true })}
${text({ name: 'signing.publicPath', label: say('Alamat yang ditandatangani', 'The signed path'), hint: say('Misalnya /snap/v1.0/loans', 'Such as /snap/v1.0/loans') })}`
}
