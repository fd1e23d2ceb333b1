import type { MailContent } from '../domain/mail/outgoing-mail.ts'
import type { News } from '../domain/member/news.ts'
import type { Programme } from '../domain/programme/programme.ts'
import type { Language } from '../domain/values/language.ts'
import { makeFormats } from './formats.ts'
import { ground, mailDocument, paper, row, smallPrint } from './mail/layout.ts'
import { html } from './markup.ts'
import { ink } from './palette.ts'

type About = { language: Language; ownPage: string; unsubscribe: string; isSecondCopy: boolean }

/** Renders news to a member as a mail. The subject says nothing about the person, and the text names nobody. */
export function renderNews(programme: Programme, news: News[], about: About): MailContent {
  const { language, ownPage, unsubscribe, isSecondCopy } = about
  const say = (id: string, en: string) => (language === 'id' ? id : en)
  const name = programme.name[language]
  const subject = say(`Kabar dari ${name}`, `News from ${name}`)
  const notice = isSecondCopy
    ? [say('Salinan kedua: yang pertama mungkin sudah sampai.', 'Second copy: the first may have arrived.')]
    : []
  const lines = news.map((each) => writeNews(programme, each, language))
  const link = say('Lihat catatan Anda', 'See your record')
  const why = say(
    'Anda menerima surel ini karena setuju dikabari. Kami tidak pernah meminta kata sandi atau NIK lewat surel.',
    'You get this mail because you agreed to be told. We never ask for a password or NIK by mail.',
  )
  const stop = say('Berhenti menerima kabar', 'Stop these mails')
  return {
    subject,
    text: [...notice, ...lines, `${link}: ${ownPage}`, why, `${stop}: ${unsubscribe}`].join('\n\n'),
    html: mailDocument(
      language,
      subject,
      html`<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background-color:${ground}">
<tr><td align="center" style="padding:16px 0">
<table role="presentation" class="paper ink" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;text-align:left;font-size:16px;line-height:24px;color:${ink};background-color:${paper}">
${row(html`<h1 style="margin:24px 0 12px;font-size:20px;line-height:28px">${subject}</h1>
${[...notice, ...lines].map((line) => html`<p>${line}</p>`)}
<p style="margin:16px 0 24px"><a href="${ownPage}"><b>${link}</b></a></p>
${smallPrint(why)}
${smallPrint(html`<a href="${unsubscribe}">${stop}</a>`)}`)}
</table>
</td></tr>
</table>`,
    ).markup,
    attachments: [],
  }
}

/** Writes a piece of news as a sentence. Pages and mails use the same one. */
export function writeNews(programme: Programme, news: News, language: Language): string {
  const say = (id: string, en: string) => (language === 'id' ? id : en)
  const ask = programme.selfRegistration.ask[language]
  switch (news.what) {
    case 'registered':
      return say(
        'Pendaftaran Anda sudah kami terima. Di halaman catatan Anda tertulis langkah berikutnya.',
        'We have received your registration. The page with your record says what comes next.',
      )
    case 'verified':
      return say(
        'Identitas Anda sudah diverifikasi. Anda resmi menjadi anggota.',
        'Your identity has been verified. You are a member now.',
      )
    case 'rejected':
      return say(
        `Identitas Anda tidak dapat diverifikasi. Silakan hubungi ${ask}.`,
        `Your identity could not be verified. Please ask ${ask}.`,
      )
    case 'stage': {
      const name = programme.stages.find(({ code }) => code === news.stage)?.name[language] ?? news.stage
      const day = makeFormats(language).day(news.happenedOn)
      return say(
        `Tahap ${news.stage} (${name}) tercatat untuk Anda, tertanggal ${day}.`,
        `Stage ${news.stage} (${name}) was recorded for you, dated ${day}.`,
      )
    }
    case 'loan':
      return news.answer === 'approved'
        ? say('Mitra menyetujui pengajuan pinjaman Anda.', 'The lender approved your loan application.')
        : say('Mitra tidak menyetujui pengajuan pinjaman Anda.', 'The lender did not approve your loan application.')
  }
}
