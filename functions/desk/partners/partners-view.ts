import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { CredentialView } from '../../../shared/domain/partner/credential.ts'
import type { Partner, PartnerType } from '../../../shared/domain/partner/partner.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { backLink, facts, table, tag } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskSpeech } from '../layout/speech.ts'

const typeNames: Record<PartnerType, Bilingual> = {
  bank: { id: 'Bank', en: 'Bank' },
  sharia_bank: { id: 'Bank syariah', en: 'Sharia bank' },
  p2p_lender: { id: 'Penyelenggara pinjaman daring', en: 'P2P lender' },
  government: { id: 'Dana pemerintah', en: 'Government fund' },
}

const stateTags = ({ say }: DeskSpeech, { status, isSandbox }: Partner): Markup =>
  html`${status === 'active' ? tag(say('aktif', 'active'), 'good') : tag(say('ditangguhkan', 'suspended'), 'bad')}${isSandbox && html` ${tag(say('uji coba', 'sandbox'))}`}`

export function partnersView(speech: DeskSpeech, partners: Partner[]): View {
  const { say, sayOf } = speech
  const title = say('Mitra permodalan', 'Partners')
  return {
    title,
    content: html`<h1>${title}</h1>
<p>${say('Pemberi pinjaman yang melaporkan pinjaman anggota.', 'The lenders that tell of the loans of members.')} <a href="/loans">${say('Pinjaman yang menunggu', 'Loans that wait')}</a></p>
${
  partners.length === 0
    ? html`<p>${say('Belum ada mitra.', 'There are no partners yet.')}</p>`
    : table(
        title,
        [say('Mitra', 'Partner'), say('Jenis', 'Type'), say('Keadaan', 'State')],
        partners.map((partner) => [
          html`<a href="/partners/${partner.code}">${partner.name}</a><br><span class="small">${partner.code}</span>`,
          sayOf(typeNames[partner.type]),
          stateTags(speech, partner),
        ]),
      )
}`,
  }
}

type Shown = { partner: Partner; credentials: CredentialView[] }

export function partnerView(speech: DeskSpeech, { programme: { zone } }: Frame, { partner, credentials }: Shown): View {
  const { say, sayOf, formats } = speech
  const { code, name, type, signing, allowedFrom } = partner
  const caption = say('Kunci tanda tangan', 'Signing credentials')
  const here = `/partners/${code}`
  return {
    title: name,
    content: html`${backLink('/partners', say('Mitra', 'Partners'))}<h1>${name} ${stateTags(speech, partner)}</h1>
${facts([
  [say('Kode', 'Code'), code],
  [say('Jenis', 'Type'), sayOf(typeNames[type])],
  [say('Skema tanda tangan', 'Signing scheme'), signing.scheme === 'snap' ? 'SNAP' : 'Standard Webhooks'],
  [
    say('Boleh memanggil dari', 'May call from'),
    allowedFrom.length === 0 ? say('mana saja', 'anywhere') : allowedFrom.join(', '),
  ],
])}
<p class="buttons"><a class="button" href="${here}/calls">${say('Panggilan', 'Calls')}</a><a class="button" href="${here}/receipts">${say('Diparkir', 'Parked')}</a><a class="button" href="${here}/conflicts">${say('Pertentangan', 'Conflicts')}</a><a class="button" href="${here}/statements">${say('Rekening koran', 'Statements')}</a></p>
<h2>${caption}</h2>
${
  credentials.length === 0
    ? html`<p>${say('Belum ada: mitra ini belum dapat memanggil.', 'None yet: this partner cannot call.')}</p>`
    : table(
        caption,
        [say('Kunci', 'Credential'), say('Sejak', 'From'), say('Sampai', 'Until')],
        credentials.map(({ id, kind, from, until }) => [
          html`${kind === 'secret' ? say('rahasia bersama', 'shared secret') : say('kunci publik', 'public key')}<br><span class="small">${id}</span>`,
          formats.instant(from, zone),
          until === undefined ? say('seterusnya', 'until further notice') : formats.instant(until, zone),
        ]),
      )
}`,
  }
}
