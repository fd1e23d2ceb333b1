import { Hono } from 'hono'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { makeMemberView } from '../../../shared/domain/member/member-view.ts'
import { AppError, notFound } from '../../../shared/domain/problems/app-error.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import { mayInAll } from '../../../shared/usecases/access/may.ts'
import { listMemberLoans } from '../../../shared/usecases/loans/list-loans.ts'
import { readMember } from '../../../shared/usecases/members/member-access.ts'
import { readMemberHistory } from '../../../shared/usecases/members/member-history.ts'
import { readMemberTrail } from '../../../shared/usecases/members/member-trail.ts'
import { listNotes } from '../../../shared/usecases/members/notes.ts'
import { findPartnerNames } from '../../../shared/usecases/partners/partner-names.ts'
import { listCases } from '../../../shared/usecases/rights/rights-cases.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { render } from '../layout/render.ts'
import { memberPageView } from './member-view.ts'
import { rightsView } from './rights-view.ts'
import { readTrailPosition, trailView } from './trail-view.ts'

const mostEntries = 50

/** Reads the member number in a path. Throws `not_found` if it is not a member number. */
export function readPathMember(c: DeskContext): string {
  const id = MemberNumber.safeParse(c.req.param('id'))
  if (!id.success) throw notFound()
  return id.data
}

/** A member's page, the trail of the record, and the person's requests about their own data. */
export function memberRoutes(deps: DeskDeps) {
  return new Hono<DeskEnv>()
    .get('/members/:id', async (c) => {
      const { caller, wording } = c.var
      const id = readPathMember(c)
      const [member, history, notes] = await Promise.all([
        readMember(deps, caller, 'member.read', id),
        readMemberHistory(deps, caller, id, { limit: mostEntries }),
        listNotes(deps, caller, id).catch(noneIfRefused),
      ])
      const hasPartners = history.items.some((entry) => 'partner' in entry) || member.loans !== undefined
      const [loans, namePartner] = await Promise.all([
        member.loans?.length ? listMemberLoans(deps, caller, id) : [],
        hasPartners ? findPartnerNames(deps) : (code: string) => code,
      ])
      return render(
        c,
        memberPageView(wording, deps.frame, makeMemberView(member), {
          entries: history.items,
          entryNotes: history.notes,
          notes,
          ...{ loans, namePartner, canOpenLoans: mayInAll(deps, caller, 'partners.read') },
          done: c.req.query('done'),
        }),
      )
    })
    .get('/members/:id/trail', async (c) => {
      const { caller, wording } = c.var
      const id = readPathMember(c)
      const after = readTrailPosition(c.req.query())
      const [member, trail] = await Promise.all([
        readMember(deps, caller, 'member.trail', id),
        readMemberTrail(deps, caller, id, { after, limit: mostEntries }),
      ])
      return render(c, trailView(wording, deps.frame, makeMemberView(member), trail))
    })
    .get('/members/:id/rights', async (c) => {
      const { caller, wording } = c.var
      const id = readPathMember(c)
      const [member, cases] = await Promise.all([
        readMember(deps, caller, 'cases.open', id),
        listCases(deps, caller, id),
      ])
      return render(c, rightsView(wording, deps.frame, makeMemberView(member), cases, c.req.query('done')))
    })
}

/** Hides the notes of offices, which break-glass access does not show. */
function noneIfRefused(error: unknown): [] {
  if (error instanceof AppError && (error.kind === 'not_found' || error.kind === 'forbidden')) return []
  throw error
}
