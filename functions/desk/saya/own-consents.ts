import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { addDays, dayOf } from '../../../shared/domain/calendar.ts'
import { OwnConsent } from '../../../shared/domain/consent/consent.ts'
import { isVerified } from '../../../shared/domain/member/own-record.ts'
import { notFound } from '../../../shared/domain/problems/app-error.ts'
import { findNotice } from '../../../shared/domain/referral/referral-terms.ts'
import { endOwnConsent, giveOwnConsent, listOwnConsents } from '../../../shared/usecases/consent/consents.ts'
import { readOwnMember } from '../../../shared/usecases/members/self-service.ts'
import { listLendersForAll } from '../../../shared/usecases/referral/lender.ts'
import { listOwnReferrals } from '../../../shared/usecases/referral/list-referrals.ts'
import type { DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { newForm } from '../form/form-state.ts'
import { backLink } from '../layout/parts.ts'
import { readConsentValues } from '../referrals/consent-views.ts'
import { endConsentView } from '../referrals/member-referrals-view.ts'
import { ownConsentsView } from './own-consents-view.ts'
import { tooEarlyView } from './own-data-view.ts'

/** A person's own consents to be referred to lenders, and what was sent to whom. */
export function ownConsentRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const { programme } = deps.frame
  const today = () => dayOf(deps.now(), programme.zone)

  addFormPage(routes, deps, '/me/consents', OwnConsent, async (c) => {
    const { caller, wording } = c.var
    const member = await readOwnMember(deps, caller)
    const { referral, selfRegistration } = programme
    const most = addDays(today(), referral?.longestConsentDays ?? 0)
    const [consents, referrals, lenders] = await Promise.all([
      listOwnConsents(deps, caller),
      listOwnReferrals(deps, caller),
      listLendersForAll(deps),
    ])
    return {
      start: newForm([
        ['notice', (referral && findNotice(referral, today())?.version) ?? ''],
        ['until', most],
      ]),
      read: readConsentValues,
      show: (form) =>
        isVerified(member)
          ? ownConsentsView(wording, deps.frame, {
              ...{ consents, referrals, lenders, form, most },
              today: today(),
              done: c.req.query('done'),
            })
          : tooEarlyView(wording, selfRegistration.ask),
      async act(input, { request }) {
        await giveOwnConsent(deps, caller, request, input)
        return '/me/consents?done=consented'
      },
    }
  })

  addFormPage(routes, deps, '/me/consents/:consentId/withdrawal', z.strictObject({}), async (c) => {
    const { caller, wording } = c.var
    const id = c.req.param('consentId') ?? ''
    const [all, lenders] = await Promise.all([listOwnConsents(deps, caller), listLendersForAll(deps)])
    const consent = all.find((each) => each.id === id)
    if (!consent) throw notFound()
    const back = backLink('/me/consents', wording.say('Rujukan ke lembaga', 'Referral to lenders'))
    const action = `/me/consents/${id}/withdrawal`
    return {
      show: (form) => endConsentView(wording, { back, action, consent, lenders, form }),
      async act(_, { request }) {
        await endOwnConsent(deps, caller, request, id)
        return '/me/consents?done=consent_ended'
      },
    }
  })

  return routes
}
