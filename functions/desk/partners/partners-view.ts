import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { CredentialView } from '../../../shared/domain/partner/credential.ts'
import type { Partner } from '../../../shared/domain/partner/partner.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { backLink, facts, table, tag } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { credentialKindNames, partnerTypeNames } from './partner-words.ts'

const stateTags = ({ say }: DeskWording, { status, isSandbox }: Partner): Markup =>
  html`${status === 'active' ? tag(say('aktif', 'active'), 'good') : tag(say('ditangguhkan', 'suspended'), 'bad')}${isSandbox && html` ${tag(say('uji coba', 'sandbox'))}`}`

export function partnersView(wording: DeskWording, partners: Partner[], mayManage: boolean): View {
  const { say, sayOf } = wording
  const title = say('Mitra permodalan', 'Partners')
  return {
    title,
    content: html`<h1>${title}</h1>
<p>${say('Pemberi pinjaman yang melaporkan pinjaman anggota.', 'The lenders that report loans of members.')} <a href="/loans">${say('Pinjaman yang menunggu', 'Loans that wait')}</a></p>
${mayManage && html`<p class="buttons"><a class="button" href="/partners/new">${say('Daftarkan mitra', 'Register a partner')}</a></p>`}
${
  partners.length === 0
    ? html`<p>${say('Belum ada mitra.', 'There are no partners yet.')}</p>`
    : table(
        title,
        [say('Mitra', 'Partner'), say('Jenis', 'Type'), say('Status', 'State')],
        partners.map((partner) => [
          html`<a href="/partners/${partner.code}">${partner.name}</a><br><span class="small">${partner.code}</span>`,
          sayOf(partnerTypeNames[partner.type]),
          stateTags(wording, partner),
        ]),
      )
}`,
  }
}

type Shown = {
  partner: Partner
  credentials: CredentialView[]
  form: FormState
  mayManage: boolean
  done: string | undefined
}

export function partnerView(wording: DeskWording, { programme: { zone } }: Frame, shown: Shown): View {
  const { say, sayOf, formats } = wording
  const { partner, credentials, form, mayManage, done } = shown
  const { code, name, type, signing, allowedFrom } = partner
  const caption = say('Kunci tanda tangan', 'Signing credentials')
  const here = `/partners/${code}`
  return {
    title: name,
    content: html`${backLink('/partners', say('Mitra', 'Partners'))}${doneBox(done, wording)}${formSummary(form, wording)}<h1>${name} ${stateTags(wording, partner)}</h1>
${facts([
  [say('Kode', 'Code'), code],
  [say('Jenis', 'Type'), sayOf(partnerTypeNames[type])],
  [say('Skema tanda tangan', 'Signing scheme'), signing.scheme === 'snap' ? 'SNAP' : 'Standard Webhooks'],
  [
    say('Boleh memanggil dari', 'May call from'),
    allowedFrom.length === 0 ? say('mana saja', 'anywhere') : allowedFrom.join(', '),
  ],
])}
<p class="buttons"><a class="button" href="${here}/calls">${say('Panggilan', 'Calls')}</a><a class="button" href="${here}/receipts">${say('Tertahan', 'Parked')}</a><a class="button" href="${here}/conflicts">${say('Pertentangan', 'Conflicts')}</a><a class="button" href="${here}/statements">${say('Rekening koran', 'Statements')}</a></p>
<h2>${caption}</h2>
${
  credentials.length === 0
    ? html`<p>${say('Belum ada: mitra ini belum dapat memanggil.', 'None yet: this partner cannot call.')}</p>`
    : table(
        caption,
        [
          say('Kunci', 'Credential'),
          say('Sejak', 'From'),
          say('Sampai', 'Until'),
          ...(mayManage ? [say('Tindakan', 'Action')] : []),
        ],
        credentials.map(({ id, kind, from, until }) => [
          html`${sayOf(credentialKindNames[kind])}<br><span class="small">${id}</span>`,
          formats.instant(from, zone),
          until === undefined ? say('seterusnya', 'until further notice') : formats.instant(until, zone),
          ...(mayManage ? [endForm(wording, `${here}/credentials/${id}/revocation`)] : []),
        ]),
      )
}
${mayManage && manageButtons(wording, partner)}`,
  }
}

/** The button that ends a credential at once. */
const endForm = (wording: DeskWording, action: string): Markup =>
  formView(newForm(), wording, {
    action,
    submit: wording.say('Akhiri sekarang', 'End now'),
    isRisky: true,
    content: () => html``,
  })

function manageButtons(wording: DeskWording, { code, status, version }: Partner): Markup {
  const { say } = wording
  const here = `/partners/${code}`
  const isActive = status === 'active'
  return html`<p class="buttons"><a class="button" href="${here}/credentials">${say('Kunci baru', 'A new credential')}</a><a class="button" href="${here}/change">${say('Ubah mitra', 'Change the partner')}</a><a class="button" href="${here}/referral">${say('Cara merujuk', 'Referring')}</a></p>
${formView(newForm(), wording, { action: `${here}/test-event`, submit: say('Kirim peristiwa uji', 'Send a test event'), isPlain: true, content: () => html`` })}
${formView(newForm([['status', isActive ? 'suspended' : 'active']], version), wording, {
  action: `${here}/status`,
  submit: isActive
    ? say('Tangguhkan mitra ini', 'Suspend this partner')
    : say('Biarkan memanggil lagi', 'Let it call again'),
  isRisky: isActive,
  content: ({ hidden }) => hidden('status'),
})}`
}
