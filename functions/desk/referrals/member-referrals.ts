import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { addDays, dayOf } from '../../../shared/domain/calendar.ts'
import { NewConsent } from '../../../shared/domain/consent/consent.ts'
import { makeMemberView } from '../../../shared/domain/member/member-view.ts'
import { notFound } from '../../../shared/domain/problems/app-error.ts'
import { ReferralAnswer } from '../../../shared/domain/referral/referral.ts'
import { findNotice } from '../../../shared/domain/referral/referral-terms.ts'
import { endConsent, listConsents, recordConsent } from '../../../shared/usecases/consent/consents.ts'
import { readMember } from '../../../shared/usecases/members/member-access.ts'
import { recordAnswer } from '../../../shared/usecases/referral/answer-referral.ts'
import { listLenders } from '../../../shared/usecases/referral/lender.ts'
import { listOfMember } from '../../../shared/usecases/referral/list-referrals.ts'
import { sendReferralAgain, takeReferralBack } from '../../../shared/usecases/referral/take-back.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { backLink } from '../layout/parts.ts'
import { render } from '../layout/render.ts'
import { readPathMember } from '../members/member.ts'
import { readConsentValues } from './consent-views.ts'
import { endConsentView, memberReferralsView, newConsentView, referralView, stepView } from './member-referrals-view.ts'

const nothing = z.strictObject({})

/** A member's consents to be referred, and the member's referrals. */
export function memberReferralRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const { programme } = deps.frame
  const today = () => dayOf(deps.now(), programme.zone)
  const readToRefer = async (c: DeskContext) => {
    const [member, lenders] = await Promise.all([
      readMember(deps, c.var.caller, 'member.refer', readPathMember(c)),
      listLenders(deps, c.var.caller),
    ])
    return { member: makeMemberView(member), lenders, today: today() }
  }

  routes.get('/members/:id/referrals', async (c) => {
    const { caller, wording } = c.var
    const id = readPathMember(c)
    const [about, consents, referrals] = await Promise.all([
      readToRefer(c),
      listConsents(deps, caller, id),
      listOfMember(deps, caller, id),
    ])
    const form = newForm()
    const done = c.req.query('done')
    return render(c, memberReferralsView(wording, deps.frame, { ...about, consents, referrals, form, done }))
  })

  addFormPage(routes, deps, '/members/:id/consents/new', NewConsent, async (c) => {
    const about = await readToRefer(c)
    const { referral } = programme
    const most = addDays(about.today, referral?.longestConsentDays ?? 0)
    return {
      start: newForm([
        ['notice', (referral && findNotice(referral, about.today)?.version) ?? ''],
        ['until', most],
      ]),
      read: readConsentValues,
      show: (form) => newConsentView(c.var.wording, deps.frame, { ...about, most, form }),
      async act(input, { request }) {
        await recordConsent(deps, c.var.caller, request, about.member.id, input)
        return `/members/${about.member.id}/referrals?done=consented`
      },
    }
  })

  addFormPage(routes, deps, '/members/:id/consents/:consentId/withdrawal', nothing, async (c) => {
    const { member, lenders } = await readToRefer(c)
    const id = c.req.param('consentId') ?? ''
    const consent = (await listConsents(deps, c.var.caller, member.id)).find((each) => each.id === id)
    if (!consent) throw notFound()
    const back = backLink(
      `/members/${member.id}/referrals`,
      c.var.wording.say('Persetujuan dan rujukan', 'Consent and referrals'),
    )
    const action = `/members/${member.id}/consents/${id}/withdrawal`
    return {
      show: (form) => endConsentView(c.var.wording, { back, action, consent, lenders, form }),
      async act(_, { request }) {
        await endConsent(deps, c.var.caller, request, { memberId: member.id, id })
        return `/members/${member.id}/referrals?done=consent_ended`
      },
    }
  })

  const readReferralPage = async (c: DeskContext) => {
    const about = await readToRefer(c)
    const all = await listOfMember(deps, c.var.caller, about.member.id)
    const referral = all.find(({ id }) => id === c.req.param('referralId'))
    if (!referral) throw notFound()
    return { ...about, referral }
  }
  const show = async (c: DeskContext, form: FormState) =>
    referralView(c.var.wording, deps.frame, { ...(await readReferralPage(c)), form, done: c.req.query('done') })

  routes.get('/members/:id/referrals/:referralId', async (c) => render(c, await show(c, newForm())))

  addFormPage(routes, deps, '/members/:id/referrals/:referralId/answer', ReferralAnswer, async (c) => {
    const { member, referral } = await readReferralPage(c)
    return {
      show: (form) => show(c, form),
      async act(answer, { request }) {
        await recordAnswer(deps, c.var.caller, request, { memberId: member.id, id: referral.id }, answer)
        return `/members/${member.id}/referrals/${referral.id}?done=saved`
      },
    }
  })

  for (const [step, carryOut] of [
    ['withdrawal', takeReferralBack],
    ['resending', sendReferralAgain],
  ] as const)
    addFormPage(routes, deps, `/members/:id/referrals/:referralId/${step}`, nothing, async (c) => {
      const { member, referral } = await readReferralPage(c)
      return {
        show: (form) => stepView(c.var.wording, { member, referral, step, form }),
        async act(_, { request }) {
          await carryOut(deps, c.var.caller, request, { memberId: member.id, id: referral.id })
          return `/members/${member.id}/referrals/${referral.id}?done=saved`
        },
      }
    })

  return routes
}
