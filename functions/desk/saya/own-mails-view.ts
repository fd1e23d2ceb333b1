import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { DeliveryState } from '../../../shared/domain/mail/delivery.ts'
import type { OwnNews } from '../../../shared/domain/mail/news-delivery.ts'
import type { OwnRecord } from '../../../shared/domain/member/own-record.ts'
import type { Programme } from '../../../shared/domain/programme/programme.ts'
import { html } from '../../../shared/render/markup.ts'
import { writeNews } from '../../../shared/render/news-mail.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { mailOptions } from '../layout/options.ts'
import { backLink, facts, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

type MailsPage = { record: OwnRecord; sentNews: OwnNews[]; form: FormState; done: string | undefined }

export function ownMailsView(
  wording: DeskWording,
  programme: Programme,
  { record, sentNews, form, done }: MailsPage,
): View {
  const { say, sayOf, language, formats } = wording
  const title = say('Kabar lewat surel', 'News by mail')
  const { mailConsent, person } = record
  return {
    title,
    content: html`${doneBox(done, wording)}${formSummary(form, wording)}${backLink('/me', say('Saya', 'Me'))}<h1>${title}</h1>
<p>${say('Bila Anda setuju, kami mengabari pendaftaran, hasil verifikasi, tahap yang tercatat, dan jawaban atas pinjaman. Anda dapat berhenti kapan saja, juga lewat tautan di setiap surel.', 'If you agree, we tell you of your registration, the verification, stages that are recorded, and answers to loan applications. You can stop at any time, also by the link in each mail.')}</p>
${facts([
  [say('Surel Anda', 'Your e-mail'), person?.email ?? say('belum ada', 'none yet')],
  [
    say('Setuju sejak', 'Agreed since'),
    mailConsent === undefined ? undefined : formats.instant(mailConsent.at, programme.zone),
  ],
])}
${
  person?.email === undefined
    ? html`<p>${say('Untuk menambahkan surel,', 'To add an e-mail address,')} <a href="/me/requests/new?kind=correction">${say('ajukan perbaikan data', 'ask for a correction')}</a>.</p>`
    : formView(form, wording, {
        action: '/me/mails',
        submit: say('Simpan', 'Store'),
        content: ({ radios }) =>
          radios({
            name: 'mailsIn',
            label: say('Kabari saya', 'Tell me'),
            options: [
              ...mailOptions(wording),
              { value: 'none', name: say('Tidak, jangan kirim surel', 'No, send no mails') },
            ],
          }),
      })
}
${
  sentNews.length > 0 &&
  html`<h2>${say('Kabar yang sudah dikirim', 'Mails that you were sent')}</h2>${table(
    title,
    [say('Waktu', 'When'), say('Kabar', 'News'), say('Status', 'State')],
    sentNews.map(({ at, news, state }) => [
      formats.instant(at, programme.zone),
      news.map((each) => writeNews(programme, each, language)).join(' '),
      sayOf(stateNames[state]),
    ]),
  )}`
}`,
  }
}

const waiting: Bilingual = { id: 'menunggu', en: 'waiting' }
const sent: Bilingual = { id: 'terkirim', en: 'sent' }
const failed: Bilingual = { id: 'tidak sampai', en: 'did not arrive' }
const stateNames: Record<DeliveryState, Bilingual> = {
  planned: waiting,
  paused: { id: 'tidak dikirim', en: 'not sent' },
  claimed: waiting,
  refused: waiting,
  unknown: waiting,
  handed_over: sent,
  delayed: { id: 'tertunda', en: 'delayed' },
  delivered: { id: 'sampai', en: 'arrived' },
  suppressed: failed,
  bounced: failed,
  complained: failed,
}
