import { addDays, type Day, startOfDay } from '../../../shared/domain/calendar.ts'
import { OutgoingEventType } from '../../../shared/domain/subscriber/outgoing-event.ts'
import { html } from '../../../shared/render/markup.ts'
import type { Option } from '../form/fields.ts'
import { type FormState, type FormValues, toObject, valueAt } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { backLink } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskSpeech } from '../layout/speech.ts'
import { eventTypeNames } from './subscriber-words.ts'

/** Reads a new subscriber. There is one contact per line, and the last day becomes the instant at which it ends. */
export function newSubscriberIn(values: FormValues, zone: string): unknown {
  const { contacts: _, until, ...rest } = toObject(values)
  const day = valueAt(values, 'until')
  return {
    types: [],
    ...rest,
    contacts: valueAt(values, 'contacts[]')
      .split(/[\s,;]+/)
      .filter((each) => each !== ''),
    ...(until !== undefined && { until: isDay(day) ? startOfDay(addDays(day, 1), zone).toISOString() : day }),
  }
}

/** Whether a text is a day that exists. */
export const isDay = (text: string): text is Day => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))

export function newSubscriberView(
  speech: DeskSpeech,
  form: FormState,
  { areas, agencies }: { areas: Option[]; agencies: Option[] },
): View {
  const { say, sayOf } = speech
  const title = say('Tambah pelanggan peristiwa', 'Make a subscriber')
  const types = OutgoingEventType.options.map((value) => ({ value, name: sayOf(eventTypeNames[value]) }))
  return {
    title,
    content: html`${backLink('/subscribers', say('Pelanggan peristiwa', 'Subscribers'))}${formSummary(form, speech)}<h1>${title}</h1>
<p>${say('Pelanggan diberi tahu apa yang terjadi satu menit dari sekarang dan sesudahnya. Tidak ada data pribadi: hanya nomor, tanggal, wilayah, dan perangkat daerah.', 'A subscriber is told what happens from one minute from now on. There is no personal data: only numbers, dates, areas and agencies.')}</p>
${formView(form, speech, {
  action: '/subscribers/new',
  submit: say('Buat', 'Make'),
  content: (fields) => html`${fields.text({ name: 'name', label: say('Lembaga', 'Institution') })}
${fields.text({ name: 'target', label: say('Alamat penerima', 'Target'), hint: say('https://, porta 443, nama host publik, misalnya https://penerima.example.go.id/capaian', 'https://, port 443, a public host name, such as https://receiver.example.go.id/capaian') })}
${fields.checkboxes({ name: 'types[]', label: say('Peristiwa', 'Events'), options: types })}
${fields.select({ name: 'area', label: say('Wilayah', 'Area'), options: areas, hint: say('Peristiwa seorang anggota hanya dari wilayah ini', "Single members' events only of this area") })}
${fields.select({ name: 'agency', label: say('Perangkat daerah', 'Agency'), options: agencies, isOptional: true, none: say('Semua', 'All') })}
${fields.text({ name: 'legalBasis', label: say('Dasar hukum', 'Legal basis'), hint: say('Peraturan atau perjanjian yang membolehkannya diberi tahu', 'The law or agreement by which it may be told') })}
${fields.area({ name: 'contacts[]', label: say('Surel bila pengiriman gagal', 'Mails when deliveries fail'), most: 1000, hint: say('Satu alamat per baris: petugas teknis penerima, dan administrator di sini', 'An address a line: the engineer of the receiver, and an administrator here') })}
${fields.text({ name: 'until', type: 'date', label: say('Hari terakhir', 'Last day'), isOptional: true })}`,
})}`,
  }
}
