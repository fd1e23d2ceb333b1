import type { Consent } from '../../../shared/domain/consent/consent.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { Referral } from '../../../shared/domain/referral/referral.ts'
import { html } from '../../../shared/render/markup.ts'
import type { LenderView } from '../../../shared/usecases/referral/lender.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { backLink, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { consentFields, consentTable, noticePart } from '../referrals/consent-views.ts'
import { referralStateNames } from '../referrals/referral-words.ts'

type ConsentsPage = {
  consents: Consent[]
  referrals: Referral[]
  lenders: LenderView[]
  today: string
  most: string
  form: FormState
  done: string | undefined
}

export function ownConsentsView(wording: DeskWording, frame: Frame, shown: ConsentsPage): View {
  const { say, sayOf, formats } = wording
  const { consents, referrals, lenders, today, most, form, done } = shown
  const title = say('Rujukan ke lembaga pembiayaan', 'Referral to lenders')
  const sentTitle = say('Yang sudah dirujuk', 'Your referrals')
  return {
    title,
    content: html`${doneBox(done, wording)}${formSummary(form, wording)}${backLink('/me', say('Saya', 'Me'))}<h1>${title}</h1>
<p class="lead">${say('Bila Anda setuju, petugas dapat mengenalkan Anda kepada bank atau lembaga lain untuk pinjaman usaha.', 'If you agree, an officer can introduce you to a bank or another lender for a business loan.')}</p>
<h2>${say('Persetujuan Anda', 'Your consents')}</h2>
${consentTable(wording, frame, { consents, lenders, today, withdrawAt: (id) => `/me/consents/${id}/withdrawal` })}
${noticePart(wording, frame, today)}
${formView(form, wording, {
  action: '/me/consents',
  submit: say('Saya setuju', 'I agree'),
  content: (fields) => html`${fields.hidden('notice')}${consentFields(wording, fields, { lenders, most })}`,
})}
${
  referrals.length > 0 &&
  html`<h2>${sentTitle}</h2>${table(
    sentTitle,
    [
      say('Lembaga', 'Lender'),
      say('Keadaan', 'State'),
      say('Dirujuk', 'Referred'),
      say('Alasan lembaga', "The lender's reason"),
    ],
    referrals
      .toReversed()
      .map((each) => [
        lenders.find(({ code }) => code === each.partner)?.name ?? each.partner,
        sayOf(referralStateNames[each.state]),
        formats.instant(each.preparedAt, frame.programme.zone),
        each.reason,
      ]),
  )}`
}`,
  }
}
