import type { Day, Month } from '../../../shared/domain/calendar.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { Delivery, DeliveryState } from '../../../shared/domain/mail/delivery.ts'
import { findExclusion, needsAttention, type Recipient } from '../../../shared/domain/mail/recipient.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { type FormState, valueAt } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { namesIn } from '../layout/names.ts'
import { backLink, facts, table, tag } from '../layout/parts.ts'
import { reasonWords } from '../layout/reason-words.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { deliveryStateNames, pauseNames, reportNames } from './mail-words.ts'

/** Whether a recipient gets mail today, and why not. */
function stateTag({ say, sayOf }: DeskWording, recipient: Recipient, today: Day): Markup {
  switch (findExclusion(recipient, today)) {
    case 'paused':
      return tag(sayOf(pauseNames[recipient.pauseReason ?? 'by_hand']), needsAttention(recipient) ? 'bad' : 'heed')
    case 'not_yet':
      return tag(say('belum mulai', 'not yet'))
    case 'ended':
      return tag(say('berakhir', 'ended'))
    case undefined:
      return tag(say('menerima', 'gets mail'), 'good')
  }
}

export function recipientsView(
  wording: DeskWording,
  frame: Frame,
  { recipients, today }: { recipients: Recipient[]; today: Day },
): View {
  const { say } = wording
  const names = namesIn(frame, wording)
  const title = say('Penerima laporan', 'Recipients of reports')
  return {
    title,
    content: html`<h1>${title}</h1>
<p>${say('Kantor yang menerima laporan bulanan cakupannya, siapa pun pejabatnya.', 'The offices that get the monthly report of their scope, no matter who works there.')}</p>
<p class="buttons"><a class="button main" href="/recipients/new">${say('Tambah penerima', 'Add a recipient')}</a></p>
${
  recipients.length === 0
    ? html`<p>${say('Belum ada penerima.', 'There are no recipients yet.')}</p>`
    : table(
        title,
        [say('Kantor', 'Office'), say('Cakupan', 'Scope'), say('Bahasa', 'Language'), say('Status', 'State')],
        recipients.map((recipient) => [
          html`<a href="/recipients/${recipient.id}">${recipient.office}</a><br><span class="small">${recipient.email}</span>`,
          html`${names.area(recipient.area)}${recipient.agency !== undefined && html`<br><span class="small">${names.agency(recipient.agency)}</span>`}`,
          recipient.language.toUpperCase(),
          stateTag(wording, recipient, today),
        ]),
      )
}`,
  }
}

type Shown = { recipient: Recipient; deliveries: Delivery[]; today: Day; done: string | undefined; form: FormState }

export function recipientView(wording: DeskWording, frame: Frame, shown: Shown): View {
  const { say, sayOf, formats } = wording
  const { recipient, deliveries, today, done, form } = shown
  const { id, office, email, holders, area, agency, report, language, from, until, pausedAt } = recipient
  const names = namesIn(frame, wording)
  const isPaused = pausedAt !== undefined
  const mails = say('Kiriman', 'Deliveries')
  return {
    title: office,
    content: html`${backLink('/recipients', say('Penerima laporan', 'Recipients'))}${doneBox(done, wording)}${formSummary(form, wording)}<h1>${office} ${stateTag(wording, recipient, today)}</h1>
${facts([
  [say('Surel kantor', 'Address of the office'), email],
  [say('Cakupan', 'Scope'), `${names.area(area)}${agency === undefined ? '' : ` · ${names.agency(agency)}`}`],
  [say('Laporan', 'Report'), sayOf(reportNames[report])],
  [say('Bahasa', 'Language'), language === 'id' ? 'Bahasa Indonesia' : 'English'],
  [
    say('Lampiran', 'Attachments'),
    recipient.formats.map((each) => each.toUpperCase()).join(', ') || say('tidak ada', 'none'),
  ],
  [
    say('Masa', 'Period'),
    `${formats.day(from)} – ${until === undefined ? say('seterusnya', 'until further notice') : formats.day(until)}`,
  ],
  ...holders.map((holder): [string, string] => [
    say('Pejabat', 'Holder'),
    `${holder.name}${holder.email === undefined ? '' : `, ${holder.email}`} (${formats.day(holder.from)}${holder.until === undefined ? '' : ` – ${formats.day(holder.until)}`})`,
  ]),
  [say('Dijeda', 'Paused'), pausedAt && formats.instant(pausedAt, frame.programme.zone)],
])}
<p class="buttons"><a class="button main" href="/recipients/${id}/change">${say('Ubah', 'Change')}</a><a class="button" href="/recipients/${id}/preview">${say('Pratinjau surel', 'Preview the mail')}</a><a class="button" href="/recipients/${id}/test-mail">${say('Kirim surel uji', 'Send a test mail')}</a></p>
${formView(form, wording, {
  action: `/recipients/${id}/pause`,
  submit: isPaused ? say('Aktifkan lagi', 'Let it get mail again') : say('Jeda', 'Pause'),
  isPlain: true,
  content: () => html`<input type="hidden" name="paused" value="${isPaused ? 'no' : 'yes'}">`,
})}
<h2>${mails}</h2>
${
  deliveries.length === 0
    ? html`<p>${say('Belum ada kiriman.', 'No deliveries yet.')}</p>`
    : table(
        mails,
        [say('Laporan', 'Report'), say('Status', 'State'), say('Salinan', 'Copies')],
        deliveries.map((delivery) => [
          html`${formats.month(delivery.month)}, ${say('terbitan', 'issue')} ${delivery.number}${delivery.testId !== undefined && html` ${tag(say('uji', 'test'))}`}`,
          deliveryTag(wording, delivery),
          copiesText(wording, frame, delivery),
        ]),
      )
}`,
  }
}

const failedStates: DeliveryState[] = ['bounced', 'refused', 'complained', 'suppressed', 'unknown']

const chooseTone = (state: DeliveryState) =>
  state === 'delivered' ? 'good' : failedStates.includes(state) ? 'bad' : undefined

export const deliveryTag = ({ sayOf }: DeskWording, { state }: Delivery): Markup =>
  tag(sayOf(deliveryStateNames[state]), chooseTone(state))

/** When each copy was sent, and its state. */
export const copiesText = (wording: DeskWording, { programme }: Frame, { copies }: Delivery): Markup => {
  const { sayOf, formats } = wording
  return html`${copies.map(({ number, state, claimedAt, reason }) => html`<span class="small">${number}. ${formats.instant(claimedAt, programme.zone)}, ${sayOf(deliveryStateNames[state])}${reason !== undefined && html`: ${reasonWords(reason, wording)}`}</span><br>`)}`
}

export function testMailView(wording: DeskWording, recipient: Recipient, form: FormState): View {
  const { say, formats } = wording
  const title = say('Kirim surel uji', 'Send a test mail')
  const month = valueAt(form.values, 'month')
  return {
    title,
    content: html`${backLink(`/recipients/${recipient.id}`, recipient.office)}${formSummary(form, wording)}<h1>${title}</h1>
<p>${say('Laporan seperti yang akan diterima kantor ini, ke alamat Anda sendiri. Surelnya menyebut dirinya uji.', 'Sends the report to your own address, as this office would get it. The mail says that it is a test.')}</p>
${
  month === ''
    ? html`<p>${say('Belum ada terbitan.', 'There are no issues yet.')}</p>`
    : formView(form, wording, {
        action: `/recipients/${recipient.id}/test-mail`,
        submit: say('Kirim', 'Send'),
        content: ({
          text,
          hidden,
        }) => html`${hidden('month')}${hidden('number')}<p>${formats.month(month)}, ${say('terbitan', 'issue')} ${valueAt(form.values, 'number')}</p>
${text({ name: 'to', type: 'email', label: say('Ke alamat', 'To') })}`,
      })
}`,
  }
}

type Preview = { mail: { subject: string; text: string; htmlBytes: number }; issue: { month: Month; number: number } }

export function mailPreviewView(wording: DeskWording, recipient: Recipient, { mail, issue }: Preview): View {
  const { say, formats } = wording
  const title = say('Pratinjau surel', 'Preview of the mail')
  const caption = say('Bagian teks', 'Text part')
  return {
    title,
    content: html`${backLink(`/recipients/${recipient.id}`, recipient.office)}<h1>${title}</h1>
${facts([
  [say('Laporan', 'Report'), `${formats.month(issue.month)}, ${say('terbitan', 'issue')} ${issue.number}`],
  [say('Perihal', 'Subject'), mail.subject],
  [say('Ukuran bagian HTML', 'Size of the HTML part'), `${formats.number(Math.ceil(mail.htmlBytes / 1024))} KB`],
])}
<p>${say('Di bawah ini bagian teksnya, dengan isi yang sama. Untuk melihat tampilannya, kirim surel uji.', 'This is its text part, which says the same. To see how it looks, send a test mail.')}</p>
<h2>${caption}</h2><pre class="text">${mail.text}</pre>`,
  }
}
