import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import type { Partner } from '../../../shared/domain/partner/partner.ts'
import type { ReferralTerms } from '../../../shared/domain/referral/referral-terms.ts'
import { ReferralWay } from '../../../shared/domain/referral/referral-way.ts'
import { html } from '../../../shared/render/markup.ts'
import { requireInAll } from '../../../shared/usecases/access/may.ts'
import { changePartnerOnce, readPartner } from '../../../shared/usecases/partners/partners.ts'
import type { DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormState, type FormValues, newForm, toObject } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { readWholeNumber } from '../form/whole-number.ts'
import { backLink } from '../layout/parts.ts'
import { readPathName } from '../layout/path-id.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

const usualAnswerDays = 14

/** The page on which an operator decides how members are referred to a lender. */
export function partnerReferralRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const layouts = deps.frame.programme.referral?.layouts ?? []
  addFormPage(routes, deps, '/partners/:code/referral', z.strictObject({ referral: ReferralWay }), async (c) => {
    requireInAll(deps, c.var.caller, 'partners.write')
    const code = readPathName(c, 'code')
    const partner = await readPartner(deps, c.var.caller, code)
    return {
      start: newForm(listValues(partner, layouts), partner.version),
      read: readValues,
      show: (form) => partnerReferralView(c.var.wording, partner, layouts, form),
      async act(change, { request, version }) {
        await changePartnerOnce(deps, c.var.caller, request, { code, version, change })
        return `/partners/${code}?done=saved`
      },
      current: async () => {
        const now = await readPartner(deps, c.var.caller, code)
        return { version: now.version, values: listValues(now, layouts) }
      },
    }
  })
  return routes
}

function listValues({ referral }: Partner, layouts: ReferralTerms['layouts']): FormValues {
  return [
    ['referral.by', referral?.by ?? 'push'],
    ['referral.url', referral?.by === 'push' ? referral.url : ''],
    ['referral.layout', referral?.by === 'file' ? referral.layout : (layouts[0]?.code ?? '')],
    ['referral.answerDays', String(referral?.answerDays ?? usualAnswerDays)],
  ]
}

/** Reads how members are referred: by push or by file. Leaves out the field that the other method uses. */
function readValues(values: FormValues): unknown {
  const { by, url, layout, answerDays } = z.looseObject({}).catch({}).parse(toObject(values).referral)
  return { referral: { by, answerDays: readWholeNumber(answerDays), ...(by === 'file' ? { layout } : { url }) } }
}

function partnerReferralView(
  wording: DeskWording,
  { code, name }: Partner,
  layouts: ReferralTerms['layouts'],
  form: FormState,
): View {
  const { say, sayOf } = wording
  const title = say('Cara merujuk', 'How members are referred')
  return {
    title: `${title}: ${name}`,
    content: html`${backLink(`/partners/${code}`, name)}${formSummary(form, wording)}<h1>${title}</h1>
<p>${say('Kiriman ditandatangani menurut Standard Webhooks dengan rahasia yang dibuat pada halaman kunci. Tanpa rahasia itu tidak ada yang dikirim.', 'What we send is signed according to Standard Webhooks, with a secret that is made on the page of credentials. Without it, nothing is sent.')}</p>
${formView(form, wording, {
  action: `/partners/${code}/referral`,
  submit: say('Simpan', 'Store'),
  content: ({ radios, text, select }) => html`${radios({
    name: 'referral.by',
    label: say('Dengan', 'By'),
    options: [
      { value: 'push', name: say('kiriman langsung yang ditandatangani', 'a signed push') },
      { value: 'file', name: say('berkas', 'a file') },
    ],
  })}
${text({ name: 'referral.url', label: say('Alamat penerima (https)', 'Address of the receiver (https)'), isOptional: true, hint: say('Hanya untuk kiriman langsung.', 'For a push only.') })}
${select({ name: 'referral.layout', label: say('Tata letak berkas', 'Layout of the file'), options: layouts.map((layout) => ({ value: layout.code, name: sayOf(layout.name) })) })}
${text({ name: 'referral.answerDays', label: say('Jawaban ditunggu (hari)', 'Days to wait for an answer'), inputMode: 'numeric', isShort: true })}`,
})}`,
  }
}
