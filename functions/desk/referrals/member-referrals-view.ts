import type { Consent } from '../../../shared/domain/consent/consent.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { MemberView } from '../../../shared/domain/member/member-view.ts'
import { type Referral, ReferralReply } from '../../../shared/domain/referral/referral.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { LenderView } from '../../../shared/usecases/referral/lender.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { backLink, facts, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { displayName } from '../members/member-words.ts'
import { consentFields, consentTable, noticePart } from './consent-views.ts'
import { lenderSelect } from './ready-view.ts'
import { meansNames, nameRecipient, referralStateNames, replyNames } from './referral-words.ts'

type ReferralsPage = {
  member: MemberView
  consents: Consent[]
  referrals: Referral[]
  lenders: LenderView[]
  today: string
  form: FormState
  done: string | undefined
}

const linkBack = ({ say }: DeskWording, { id }: MemberView): Markup =>
  backLink(`/members/${id}/referrals`, say('Persetujuan dan rujukan', 'Consent and referrals'))

/** A member's consents and referrals, with what can be done. */
export function memberReferralsView(wording: DeskWording, frame: Frame, shown: ReferralsPage): View {
  const { say, sayOf, formats } = wording
  const { member, consents, referrals, lenders, today, form, done } = shown
  const title = say('Persetujuan dan rujukan', 'Consent and referrals')
  const here = `/members/${member.id}`
  const caption = say('Rujukan', 'Referrals')
  return {
    title: `${title}: ${displayName(member)}`,
    content: html`${doneBox(done, wording)}${backLink(here, displayName(member))}<h1>${title}</h1>
<h2>${say('Persetujuan', 'Consents')}</h2>
${consentTable(wording, frame, { consents, lenders, today, withdrawAt: (id) => `${here}/consents/${id}/withdrawal` })}
<p class="buttons"><a class="button" href="${here}/consents/new">${say('Catat persetujuan', 'Record a consent')}</a></p>
<h2>${caption}</h2>
${
  referrals.length === 0
    ? html`<p>${say('Belum pernah dirujuk.', 'Never referred.')}</p>`
    : table(
        caption,
        [
          say('Lembaga', 'Lender'),
          say('Keadaan', 'State'),
          say('Dirujuk', 'Referred'),
          say('Jawaban ditunggu sampai', 'Answer awaited until'),
        ],
        referrals
          .toReversed()
          .map((each) => [
            html`<a href="${here}/referrals/${each.id}">${nameLender(each.partner, lenders)}</a>`,
            sayOf(referralStateNames[each.state]),
            formats.instant(each.preparedAt, frame.programme.zone),
            each.answerBy && formats.day(each.answerBy),
          ]),
      )
}
<h2>${say('Rujuk anggota ini', 'Refer this member')}</h2>
${formView(form, wording, {
  action: '/referrals',
  submit: say('Periksa dahulu', 'Check first'),
  content: (fields) =>
    html`<input type="hidden" name="memberIds[]" value="${member.id}">${lenderSelect(wording, fields, lenders)}`,
})}`,
  }
}

const nameLender = (code: string, lenders: LenderView[]): string =>
  lenders.find((each) => each.code === code)?.name ?? code

/** A referral with its state, the lender's answer, and what can be done. */
export function referralView(
  wording: DeskWording,
  frame: Frame,
  {
    member,
    referral,
    lenders,
    form,
    done,
  }: Pick<ReferralsPage, 'member' | 'lenders' | 'form' | 'done'> & { referral: Referral },
): View {
  const { say, sayOf, formats } = wording
  const { zone } = frame.programme
  const lender = nameLender(referral.partner, lenders)
  const title = say(`Rujukan kepada ${lender}`, `Referral to ${lender}`)
  const here = `/members/${member.id}/referrals/${referral.id}`
  const at = (instant: string | undefined) => instant && formats.instant(instant, zone)
  const isAnswerable = ['sent', 'received', 'no_answer'].includes(referral.state)
  const isEndable = !['withdrawn', 'not_eligible'].includes(referral.state)
  return {
    title: `${title}: ${displayName(member)}`,
    content: html`${doneBox(done, wording)}${formSummary(form, wording)}${linkBack(wording, member)}<h1>${title}</h1>
<p class="lead">${displayName(member)} · ${sayOf(referralStateNames[referral.state])}</p>
${facts([
  [say('Disiapkan', 'Prepared'), at(referral.preparedAt)],
  [say('Oleh', 'By'), referral.preparedBy],
  [say('Dikirim', 'Sent'), at(referral.sentAt)],
  [say('Berkas', 'File'), referral.file],
  [say('Jawaban ditunggu sampai', 'Answer awaited until'), referral.answerBy && formats.day(referral.answerBy)],
  [say('Dijawab', 'Answered'), at(referral.answeredAt)],
  [say('Dijawab oleh', 'Answered by'), referral.answeredBy],
  [say('Alasan lembaga', "The lender's reason"), referral.reason],
  [say('Pinjaman diajukan', 'Loan applied for'), referral.loanOn && formats.day(referral.loanOn)],
  [say('Ditarik', 'Withdrawn'), at(referral.endedAt)],
  [say('Nomor rujukan', 'Id of the referral'), referral.id],
  [say('Persetujuan', 'Consent'), referral.consent],
])}
${
  isAnswerable &&
  html`<h2>${say('Catat jawaban lembaga', "Record the lender's answer")}</h2>${formView(form, wording, {
    action: `${here}/answer`,
    submit: say('Simpan jawaban', 'Store the answer'),
    content: ({ radios, text }) =>
      html`${radios({
        name: 'answer',
        label: say('Jawaban', 'Answer'),
        options: ReferralReply.options.map((value) => ({ value, name: sayOf(replyNames[value]) })),
      })}${text({ name: 'reason', label: say('Alasan lembaga', "The lender's reason"), isOptional: true, hint: say('Wajib bila tidak memenuhi syarat.', 'Needed when the member is not eligible.') })}`,
  })}`
}
${isEndable && html`<p class="more"><a href="${here}/withdrawal">${say('Tarik rujukan ini', 'Take this referral back')}</a></p>`}
${referral.state === 'prepared' && html`<p class="more"><a href="${here}/resending">${say('Kirim ulang', 'Send again')}</a></p>`}`,
  }
}

/** The form that records a consent of a member. */
export function newConsentView(
  wording: DeskWording,
  frame: Frame,
  {
    member,
    lenders,
    today,
    most,
    form,
  }: Pick<ReferralsPage, 'member' | 'lenders' | 'today' | 'form'> & { most: string },
): View {
  const { say, sayOf } = wording
  const title = say('Catat persetujuan', 'Record a consent')
  return {
    title: `${title}: ${displayName(member)}`,
    content: html`${linkBack(wording, member)}${formSummary(form, wording)}<h1>${title}</h1>
<p>${say('Bacakan pemberitahuan ini kepada anggota, atau minta ia membacanya.', 'Read this notice to the member, or let the member read it.')}</p>
${noticePart(wording, frame, today)}
${formView(form, wording, {
  action: `/members/${member.id}/consents/new`,
  submit: say('Simpan persetujuan', 'Store the consent'),
  content: (fields) =>
    html`${fields.hidden('notice')}${consentFields(wording, fields, { lenders, most })}${fields.radios({
      name: 'means',
      label: say('Cara memberi persetujuan', 'How it was given'),
      options: (['signed_form', 'spoken'] as const).map((value) => ({ value, name: sayOf(meansNames[value]) })),
    })}`,
})}`,
  }
}

/** Asks before a consent is withdrawn. */
export function endConsentView(
  wording: DeskWording,
  {
    back,
    action,
    consent,
    lenders,
    form,
  }: {
    back: Markup
    action: string
    consent: Consent
    lenders: readonly { code: string; name: string }[]
    form: FormState
  },
): View {
  const { say } = wording
  const title = say('Tarik persetujuan', 'Withdraw a consent')
  return {
    title,
    content: html`${back}${formSummary(form, wording)}<h1>${title}</h1>
<p>${say('Untuk', 'For')}: ${nameRecipient(consent.to, lenders, wording)}</p>
<p>${say('Berlaku seketika: data yang belum dikirim tidak akan dikirim, dan lembaga yang sudah menerima data diberi tahu.', 'This takes effect at once: data that have not been sent will not be sent, and a lender that has the data is told.')}</p>
${formView(form, wording, { action, submit: say('Tarik persetujuan', 'Withdraw the consent'), isRisky: true, content: () => html`` })}`,
  }
}

/** Asks before a referral is taken back or sent again. */
export function stepView(
  wording: DeskWording,
  {
    member,
    referral,
    step,
    form,
  }: {
    member: MemberView
    referral: Referral
    step: 'withdrawal' | 'resending'
    form: FormState
  },
): View {
  const { say } = wording
  const isEnd = step === 'withdrawal'
  const title = isEnd ? say('Tarik rujukan', 'Take the referral back') : say('Kirim ulang', 'Send again')
  return {
    title: `${title}: ${displayName(member)}`,
    content: html`${linkBack(wording, member)}${formSummary(form, wording)}<h1>${title}</h1>
<p>${isEnd ? say('Rujukan berakhir, dan lembaga yang mungkin sudah menerimanya diberi tahu.', 'The referral ends, and a lender that may have it is told.') : say('Rujukan yang gagal dikirim dicoba lagi dalam satu menit.', 'A referral that could not be sent is tried again within a minute.')}</p>
${formView(form, wording, { action: `/members/${member.id}/referrals/${referral.id}/${step}`, submit: title, isRisky: isEnd, content: () => html`` })}`,
  }
}
