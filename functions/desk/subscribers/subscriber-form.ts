import { addDays, type Day, dayOf, type Instant, startOfDay } from '../../../shared/domain/calendar.ts'
import { OutgoingEventType } from '../../../shared/domain/subscriber/outgoing-event.ts'
import type { Subscriber } from '../../../shared/domain/subscriber/subscriber.ts'
import { html } from '../../../shared/render/markup.ts'
import type { Option } from '../form/fields.ts'
import { type FormState, type FormValues, toObject, valueAt } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { backLink } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { eventTypeNames } from './subscriber-words.ts'

/** Reads a new subscriber. Contacts are separated by lines. The last day becomes the instant when that day ends. */
export function readNewSubscriber(values: FormValues, zone: string): Record<string, unknown> {
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

/**
 * Reads a change. An empty agency or last day is removed. If the last day is unchanged, the subscription still ends at
 * the same instant, which may be within that day.
 */
export function readSubscriberChange(values: FormValues, { until }: Subscriber, zone: string): unknown {
  const input = { agency: null, until: null, ...readNewSubscriber(values, zone) }
  return until !== undefined && valueAt(values, 'until') === lastDayOf(until, zone) ? { ...input, until } : input
}

/** The values of a subscriber's form. */
export const subscriberValues = (
  { name, target, types, area, agency, legalBasis, contacts, until }: Subscriber,
  zone: string,
): FormValues => [
  ['name', name],
  ['target', target],
  ...types.map((type): [string, string] => ['types[]', type]),
  ['area', area],
  ['agency', agency ?? ''],
  ['legalBasis', legalBasis],
  ['contacts[]', contacts.join('\n')],
  ['until', until === undefined ? '' : lastDayOf(until, zone)],
]

/** The day of the last instant before an end. */
const lastDayOf = (end: Instant, zone: string): Day => dayOf(new Date(Date.parse(end) - 1), zone)

/** Whether a text is a day that exists. */
export const isDay = (text: string): text is Day => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))

type Choices = { areas: Option[]; agencies: Option[] }

export function newSubscriberView(wording: DeskWording, form: FormState, choices: Choices): View {
  const { say } = wording
  const title = say('Tambah pelanggan peristiwa', 'Add a subscriber')
  return {
    title,
    content: html`${backLink('/subscribers', say('Pelanggan peristiwa', 'Subscribers'))}${formSummary(form, wording)}<h1>${title}</h1>
<p>${say('Pelanggan diberi tahu apa yang terjadi mulai satu menit dari sekarang. Tidak ada data pribadi: hanya nomor, tanggal, wilayah, dan perangkat daerah.', 'A subscriber is told what happens from one minute from now on. There is no personal data: only numbers, dates, areas and agencies.')}</p>
${subscriberForm(wording, form, choices, { action: '/subscribers/new', submit: say('Buat', 'Make') })}`,
  }
}

export function changeSubscriberView(
  wording: DeskWording,
  { id, name }: Subscriber,
  form: FormState,
  choices: Choices,
): View {
  const { say } = wording
  const title = say('Ubah pelanggan peristiwa', 'Change the subscriber')
  return {
    title: `${title}: ${name}`,
    content: html`${backLink(`/subscribers/${id}`, name)}${formSummary(form, wording)}<h1>${title}</h1>
<p>${say('Alamat dan cakupan yang baru berlaku juga bagi peristiwa yang belum dikirim.', 'A new target and a new scope also apply to events that have not been sent yet.')}</p>
${subscriberForm(wording, form, choices, { action: `/subscribers/${id}/change`, submit: say('Simpan', 'Store') })}`,
  }
}

const subscriberForm = (
  wording: DeskWording,
  form: FormState,
  { areas, agencies }: Choices,
  to: { action: string; submit: string },
) => {
  const { say, sayOf } = wording
  const types = OutgoingEventType.options.map((value) => ({ value, name: sayOf(eventTypeNames[value]) }))
  return formView(form, wording, {
    ...to,
    content: (fields) => html`${fields.text({ name: 'name', label: say('Lembaga', 'Institution') })}
${fields.text({ name: 'target', label: say('Alamat penerima', 'Target'), hint: say('https://, porta 443, nama host publik, misalnya https://penerima.example.go.id/capaian', 'https://, port 443, a public host name, such as https://receiver.example.go.id/capaian') })}
${fields.checkboxes({ name: 'types[]', label: say('Peristiwa', 'Events'), options: types })}
${fields.select({ name: 'area', label: say('Wilayah', 'Area'), options: areas, hint: say('Peristiwa tentang anggota hanya dari wilayah ini', 'Events about single members come only from this area') })}
${fields.select({ name: 'agency', label: say('Perangkat daerah', 'Agency'), options: agencies, isOptional: true, none: say('Semua', 'All') })}
${fields.text({ name: 'legalBasis', label: say('Dasar hukum', 'Legal basis'), hint: say('Peraturan atau perjanjian yang membolehkannya diberi tahu', 'The law or agreement that allows it to be told') })}
${fields.area({ name: 'contacts[]', label: say('Surel bila pengiriman gagal', 'E-mail if deliveries fail'), most: 1000, hint: say('Satu alamat per baris: petugas teknis penerima, dan administrator di sini', 'One address per line: an engineer of the receiver, and an administrator here') })}
${fields.text({ name: 'until', type: 'date', label: say('Hari terakhir', 'Last day'), isOptional: true })}`,
  })
}
