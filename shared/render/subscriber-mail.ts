import type { MailContent } from '../domain/mail/outgoing-mail.ts'
import { ground, mailDocument, paper, row, smallPrint } from './mail/layout.ts'
import { html } from './markup.ts'
import { ink } from './palette.ts'

/**
 * The notice that a subscriber was disabled. It is in both languages, because its contacts may be of any institution.
 */
export function renderDisabled(about: {
  name: string
  host: string
  failingSince: string
  deskUrl: string
  isSecondCopy: boolean
}): MailContent {
  const { name, host, failingSince, deskUrl, isSecondCopy } = about
  const subject = `Pengiriman peristiwa dihentikan: ${name}`
  const indonesian = [
    ...(isSecondCopy ? ['Salinan kedua: yang pertama mungkin sudah sampai.'] : []),
    `Peristiwa untuk ${name} tidak dapat dikirim ke ${host} sejak ${failingSince}, sehingga pengirimannya dihentikan.`,
    'Tidak ada yang hilang: setelah administrator mengaktifkannya kembali, semua peristiwa selama 90 hari terakhir dikirim.',
  ]
  const english = [
    ...(isSecondCopy ? ['Second copy: the first may have arrived.'] : []),
    `Events for ${name} could not be delivered to ${host} since ${failingSince}, so their delivery was stopped.`,
    'Nothing is lost: once an administrator lets it go on, all events of the last 90 days are sent.',
  ]
  const page = `${deskUrl}/subscribers`
  return {
    subject,
    text: [...indonesian, ...english, page].join('\n\n'),
    html: mailDocument(
      'id',
      subject,
      html`<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background-color:${ground}">
<tr><td align="center" style="padding:16px 0">
<table role="presentation" class="paper ink" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;text-align:left;font-size:16px;line-height:24px;color:${ink};background-color:${paper}">
${row(html`<h1 style="margin:24px 0 12px;font-size:20px;line-height:28px">${subject}</h1>
${indonesian.map((line) => html`<p>${line}</p>`)}
<div lang="en">${english.map((line) => html`<p>${line}</p>`)}</div>
${smallPrint(html`<a href="${page}">${page}</a>`)}`)}
</table>
</td></tr>
</table>`,
    ).markup,
    attachments: [],
  }
}
