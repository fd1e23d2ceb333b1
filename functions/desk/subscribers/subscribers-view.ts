import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { EventDelivery, LineView } from '../../../shared/domain/subscriber/line.ts'
import { OutgoingEventType } from '../../../shared/domain/subscriber/outgoing-event.ts'
import type { Subscriber } from '../../../shared/domain/subscriber/subscriber.ts'
import type { SubscriberAct } from '../../../shared/domain/subscriber/subscriber-act.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { SubscriberSecret } from '../../../shared/usecases/subscribers/secrets.ts'
import type { TestPushed } from '../../../shared/usecases/subscribers/test-push.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { namesIn } from '../layout/names.ts'
import { backLink, box, facts, nextLink, table, tag } from '../layout/parts.ts'
import { reasonWords } from '../layout/reason-words.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { eventTypeNames, fieldNames, lineNames, statusNames, subscriberActNames } from './subscriber-words.ts'

const statusTag = ({ sayOf }: DeskWording, { status }: Subscriber): Markup =>
  tag(sayOf(statusNames[status]), status === 'active' ? 'good' : 'bad')

export function subscribersView(wording: DeskWording, frame: Frame, subscribers: Subscriber[]): View {
  const { say } = wording
  const names = namesIn(frame, wording)
  const title = say('Pelanggan peristiwa', 'Subscribers')
  return {
    title,
    content: html`<h1>${title}</h1>
<p>${say('Lembaga yang diberi tahu begitu sesuatu terjadi: tahap yang dicapai, bulan yang ditutup, laporan yang terbit.', 'Institutions that are told as soon as things happen: a stage attained, a month closed, a report issued.')}</p>
<p class="buttons"><a class="button" href="/subscribers/new">${say('Tambah pelanggan', 'Add a subscriber')}</a></p>
${
  subscribers.length === 0
    ? html`<p>${say('Belum ada pelanggan.', 'There are no subscribers yet.')}</p>`
    : table(
        title,
        [say('Lembaga', 'Institution'), say('Cakupan', 'Scope'), say('Keadaan', 'State')],
        subscribers.map((subscriber) => [
          html`<a href="/subscribers/${subscriber.id}">${subscriber.name}</a>`,
          [
            names.area(subscriber.area),
            ...(subscriber.agency === undefined ? [] : [names.agency(subscriber.agency)]),
          ].join(' · '),
          statusTag(wording, subscriber),
        ]),
      )
}`,
  }
}

type Shown = {
  subscriber: Subscriber
  line: LineView
  acts: SubscriberAct[]
  secrets: SubscriberSecret[]
  taken: EventDelivery[]
  next: string | undefined
  form: FormState
  done: string | undefined
}

export function subscriberView(wording: DeskWording, frame: Frame, shown: Shown): View {
  const { zone } = frame.programme
  const names = namesIn(frame, wording)
  const { say, sayOf, formats } = wording
  const { subscriber, line, acts, secrets, taken, next, form, done } = shown
  const { id, name, target, types, area, agency, legalBasis, contacts, from, until } = subscriber
  const here = `/subscribers/${id}`
  const secretsTitle = say('Rahasia tanda tangan', 'Signing secrets')
  const actsTitle = say('Riwayat perubahan', 'History of changes')
  const takenTitle = say('Peristiwa yang diterima', 'Events received')
  const { lastFailure } = line
  return {
    title: name,
    content: html`${backLink('/subscribers', say('Pelanggan peristiwa', 'Subscribers'))}${doneBox(done, wording)}${formSummary(form, wording)}<h1>${name} ${statusTag(wording, subscriber)}</h1>
${facts([
  [say('Alamat penerima', 'Target'), target],
  [say('Peristiwa', 'Events'), types.map((type) => sayOf(eventTypeNames[type])).join('; ')],
  [say('Wilayah', 'Area'), names.area(area)],
  [say('Perangkat daerah', 'Agency'), agency && names.agency(agency)],
  [say('Dasar hukum', 'Legal basis'), legalBasis],
  [say('Surel', 'E-mail'), contacts.join(', ')],
  [say('Sejak', 'From'), formats.instant(from, zone)],
  [say('Sampai', 'Until'), until === undefined ? undefined : formats.instant(until, zone)],
  [say('Pengiriman', 'Delivery'), sayOf(lineNames[line.state])],
  [say('Peristiwa yang belum diproses', 'Acts not processed yet'), line.behind],
  [say('Gagal sejak', 'Failing since'), line.failingSince && formats.instant(line.failingSince, zone)],
  [
    say('Kegagalan terakhir', 'Last failure'),
    lastFailure &&
      html`${formats.instant(lastFailure.at, zone)}: ${reasonWords(lastFailure.reason, wording)}${lastFailure.status !== undefined && ` HTTP ${lastFailure.status}`}`,
  ],
  [say('Dicoba lagi', 'Next try'), line.nextTryAt && formats.instant(line.nextTryAt, zone)],
])}
${actions(wording, subscriber)}
<h2>${secretsTitle}</h2>${table(
      secretsTitle,
      [say('Rahasia', 'Secret'), say('Sejak', 'From'), say('Sampai', 'Until'), say('Tindakan', 'Action')],
      secrets.map((secret) => [
        secret.id,
        formats.instant(secret.from, zone),
        secret.until === undefined ? say('seterusnya', 'until further notice') : formats.instant(secret.until, zone),
        button(wording, `${here}/secrets/${secret.id}/revocation`, say('Akhiri sekarang', 'End now'), 'risky'),
      ]),
    )}
${button(wording, `${here}/secrets`, say('Buat rahasia baru; yang lama berlaku seminggu lagi', 'Make a new secret; the old one stays valid for a week'), 'plain')}
<h2>${takenTitle}</h2>
${
  taken.length === 0
    ? html`<p>${say('Belum ada.', 'None yet.')}</p>`
    : table(
        takenTitle,
        [
          say('Peristiwa', 'Event'),
          say('Jenis', 'Type'),
          say('Diterima', 'Taken'),
          { heading: 'HTTP', isNumber: true },
        ],
        taken.map((each) => [
          each.event,
          nameOfType(wording, each.type),
          formats.instant(each.takenAt, zone),
          each.status,
        ]),
      )
}${nextLink(`${here}?from=`, next, wording)}
<h2>${actsTitle}</h2>${table(
      actsTitle,
      [say('Waktu', 'When'), say('Oleh', 'By'), say('Tindakan', 'Act'), say('Perubahan', 'Change')],
      acts.map((each) => [
        formats.instant(each.at, zone),
        each.by,
        sayOf(subscriberActNames[each.act]),
        describeChanges(wording, each),
      ]),
    )}`,
  }
}

const describeChanges = ({ sayOf }: DeskWording, { changes = {}, secret }: SubscriberAct): string =>
  [
    ...(secret === undefined ? [] : [secret]),
    ...Object.entries(changes).map(([field, { from, to }]) => {
      const name = fieldNames[field]
      const values = [from, to].flatMap((value) => value ?? []).join(' → ')
      return `${name ? sayOf(name) : field}${values === '' ? '' : `: ${values}`}`
    }),
  ].join('; ')

const nameOfType = ({ sayOf }: DeskWording, type: string): string => {
  const { data } = OutgoingEventType.safeParse(type)
  return data ? sayOf(eventTypeNames[data]) : type
}

const button = (wording: DeskWording, action: string, submit: string, kind: 'plain' | 'risky'): Markup =>
  formView(newForm(), wording, {
    ...{ action, submit, content: () => html`` },
    ...(kind === 'risky' ? { isRisky: true } : { isPlain: true }),
  })

function actions(wording: DeskWording, { id, status, version }: Subscriber): Markup {
  const { say } = wording
  const here = `/subscribers/${id}`
  const isActive = status === 'active'
  return html`${button(wording, `${here}/test-event`, say('Kirim peristiwa uji', 'Send a test event'), 'plain')}
${formView(newForm([['status', isActive ? 'suspended' : 'active']], version), wording, {
  action: `${here}/status`,
  submit: isActive ? say('Tangguhkan', 'Suspend') : say('Lanjutkan pengiriman', 'Resume sending'),
  isRisky: isActive,
  content: ({ hidden }) => hidden('status'),
})}
<p class="buttons"><a class="button" href="${here}/change">${say('Ubah', 'Change')}</a> <a class="button" href="${here}/replay">${say('Kirim ulang', 'Send again')}</a></p>`
}

export function replayView(wording: DeskWording, { id, name }: Subscriber, form: FormState): View {
  const { say } = wording
  const title = say('Kirim ulang peristiwa', 'Send events again')
  return {
    title: `${title}: ${name}`,
    content: html`${backLink(`/subscribers/${id}`, name)}${formSummary(form, wording)}<h1>${title}</h1>
<p>${say('Peristiwa sejak tanggal ini dikirim lagi dengan nomor yang sama, sehingga penerima mengenalinya. Peristiwa disimpan 90 hari.', 'Events since this day are sent again under the same ids, so that the receiver recognises them. Events are kept for 90 days.')}</p>
${formView(form, wording, {
  action: `/subscribers/${id}/replay`,
  submit: say('Kirim ulang', 'Send again'),
  content: ({ text }) => text({ name: 'from', type: 'date', label: say('Sejak', 'From') }),
})}`,
  }
}

/** Shows a new secret, only once. If the form is sent again, says that the secret was shown before. */
export function secretView(wording: DeskWording, id: string, secret: string | undefined): View {
  const { say } = wording
  const title = say('Rahasia tanda tangan', 'Signing secret')
  return {
    title,
    content: html`${backLink(`/subscribers/${id}`, say('Pelanggan', 'The subscriber'))}<h1>${title}</h1>
${
  secret === undefined
    ? box(
        'heed',
        say('Rahasia ini sudah dibuat dan sudah ditampilkan', 'This secret was made and shown before'),
        html`<p>${say('Bila tidak sempat disalin, buat yang baru.', 'If nobody copied it, make a new one.')}</p>`,
      )
    : box(
        'good',
        say('Salin sekarang: tidak akan ditampilkan lagi', 'Copy it now: it will not be shown again'),
        html`<p><code>${secret}</code></p><p>${say('Berikan kepada penerima lewat jalur yang aman, bukan surel biasa.', 'Give it to the receiver through a safe channel, not by ordinary mail.')}</p>`,
      )
}`,
  }
}

export function testedView(
  wording: DeskWording,
  { id, name }: Subscriber,
  { event, isTaken, reason, status }: TestPushed,
): View {
  const { say } = wording
  const title = say('Peristiwa uji', 'Test event')
  const outcome = isTaken
    ? say('Penerima menerimanya', 'The receiver took it')
    : say('Penerima tidak menerimanya', 'The receiver did not take it')
  return {
    title: `${title}: ${name}`,
    content: html`${backLink(`/subscribers/${id}`, name)}<h1>${title}</h1>
${box(
  isTaken ? 'good' : 'bad',
  outcome,
  facts([
    ['webhook-id', event],
    ['HTTP', status],
    [say('Alasan', 'Reason'), reason && reasonWords(reason, wording)],
  ]),
)}`,
  }
}
