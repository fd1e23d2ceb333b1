import type * as z from 'zod'
import { CaseKind } from '../../../shared/domain/acts/rights-case.ts'
import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import { html } from '../../../shared/render/markup.ts'
import type { OwnCase } from '../../../shared/usecases/rights/rights-cases.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { backLink, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { caseKindNames, caseStateNames } from '../members/member-words.ts'

type Case = z.infer<typeof OwnCase>

const groundNames: Record<NonNullable<Case['ground']>, Bilingual> = {
  harms_safety: {
    id: 'membahayakan keamanan atau kesehatan seseorang',
    en: 'it would endanger the safety or health of somebody',
  },
  exposes_others: { id: 'akan mengungkap data orang lain', en: 'it would expose the data of others' },
  national_security: { id: 'bertentangan dengan pertahanan dan keamanan negara', en: 'national defence and security' },
  identity_not_shown: { id: 'identitas tidak ditunjukkan', en: 'the identity was not shown' },
  no_basis: { id: 'tidak ada dasarnya', en: 'it has no basis' },
}

export function ownRequestsView(wording: DeskWording, zone: string, cases: Case[], done: string | undefined): View {
  const { say, sayOf, formats } = wording
  const title = say('Permintaan atas data Anda', 'Requests about your data')
  const outcome = ({ state, dueAt, decidedAt, ground, remark }: Case) =>
    html`${sayOf(caseStateNames[state])}${
      state === 'open'
        ? html`<br><span class="small">${say('paling lambat', 'by')} ${formats.instant(dueAt, zone)}</span>`
        : html`<br><span class="small">${decidedAt !== undefined && formats.instant(decidedAt, zone)}${ground !== undefined && ` · ${sayOf(groundNames[ground])}`}${remark !== undefined && ` · ${remark}`}</span>`
    }`
  return {
    title,
    content: html`${doneBox(done, wording)}<h1>${title}</h1>
<p>${say('Anda berhak meminta salinan, perbaikan, pembatasan, penghentian kontak, atau penghapusan data Anda (UU 27/2022). Setiap permintaan diputus dalam 72 jam.', 'You have the right to ask for a copy, a correction, a restriction, no more contact, or the erasure of your data (UU 27/2022). Each request is decided within 72 hours.')}</p>
<p class="buttons"><a class="button main" href="/me/requests/new">${say('Ajukan permintaan', 'Make a request')}</a></p>
${
  cases.length > 0 &&
  html`<h2>${say('Permintaan Anda', 'Your requests')}</h2>${table(
    title,
    [say('Permintaan', 'Request'), say('Diajukan', 'Made'), say('Status', 'State')],
    cases
      .toReversed()
      .map((each) => [
        html`${sayOf(caseKindNames[each.kind])}${each.request !== undefined && html`<br><span class="small">${each.request}</span>`}`,
        formats.instant(each.openedAt, zone),
        outcome(each),
      ]),
  )}`
}`,
  }
}

const longestRequest = 1_000

export function newRequestView(wording: DeskWording, form: FormState): View {
  const { say, sayOf } = wording
  const title = say('Ajukan permintaan', 'Make a request')
  return {
    title,
    content: html`${formSummary(form, wording)}${backLink('/me/requests', say('Permintaan', 'Requests'))}<h1>${title}</h1>
${formView(form, wording, {
  action: '/me/requests/new',
  submit: say('Kirim permintaan', 'Send the request'),
  content: ({ radios, area }) =>
    html`${radios({ name: 'kind', label: say('Yang Anda minta', 'What you ask for'), hint: say('Pembatasan: data Anda tetap disimpan, tetapi tidak diproses sampai Anda meminta pemrosesannya dilanjutkan.', 'Restriction: your data is kept, but not processed until you ask to go on.'), options: CaseKind.options.map((value) => ({ value, name: sayOf(caseKindNames[value]) })) })}
${area({ name: 'request', label: say('Permintaan dalam kata-kata Anda', 'In your own words'), isOptional: true, most: longestRequest, hint: say('Untuk perbaikan: apa yang salah, dan bagaimana yang benar.', 'For a correction: what is wrong, and what is right.') })}`,
})}`,
  }
}
