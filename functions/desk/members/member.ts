import { Hono } from 'hono'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { memberView } from '../../../shared/domain/member/member-view.ts'
import { AppError, notFound } from '../../../shared/domain/problems/app-error.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import { listMemberLoans } from '../../../shared/usecases/loans/list-loans.ts'
import { readMember } from '../../../shared/usecases/members/member-access.ts'
import { memberHistory } from '../../../shared/usecases/members/member-history.ts'
import { memberTrail } from '../../../shared/usecases/members/member-trail.ts'
import { notesOnMember } from '../../../shared/usecases/members/notes.ts'
import { listCases } from '../../../shared/usecases/rights/rights-cases.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { render } from '../layout/render.ts'
import { memberPageView } from './member-view.ts'
import { rightsView } from './rights-view.ts'
import { readTrailPosition, trailView } from './trail-view.ts'

const mostEntries = 50

/** Reads the member number in a path. Throws `not_found` if it is not a member number. */
export function memberIdIn(c: DeskContext): string {
  const id = MemberNumber.safeParse(c.req.param('id'))
  if (!id.success) throw notFound()
  return id.data
}

/** A member's page, the trail of the record, and the person's requests about their own data. */
export function memberRoutes(deps: DeskDeps) {
  return new Hono<DeskEnv>()
    .get('/members/:id', async (c) => {
      const { caller, speech } = c.var
      const id = memberIdIn(c)
      const [member, history, notes] = await Promise.all([
        readMember(deps, caller, 'member.read', id),
        memberHistory(deps, caller, id, { limit: mostEntries }),
        notesOnMember(deps, caller, id).catch(noneIfRefused),
      ])
      const loans = member.loans?.length ? await listMemberLoans(deps, caller, id) : []
      return render(
        c,
        memberPageView(speech, deps.frame, memberView(member), {
          entries: history.items,
          entryNotes: history.notes,
          notes,
          loans,
          done: c.req.query('done'),
        }),
      )
    })
    .get('/members/:id/trail', async (c) => {
      const { caller, speech } = c.var
      const id = memberIdIn(c)
      const after = readTrailPosition(c.req.query())
      const [member, trail] = await Promise.all([
        readMember(deps, caller, 'member.trail', id),
        memberTrail(deps, caller, id, { after, limit: mostEntries }),
      ])
      return render(c, trailView(speech, deps.frame, memberView(member), trail))
    })
    .get('/members/:id/rights', async (c) => {
      const { caller, speech } = c.var
      const id = memberIdIn(c)
      const [member, cases] = await Promise.all([
        readMember(deps, caller, 'cases.open', id),
        listCases(deps, caller, id),
      ])
      return render(c, rightsView(speech, deps.frame, memberView(member), cases, c.req.query('done')))
    })
}

/** Hides the notes of offices, which break-glass access does not show. */
function noneIfRefused(error: unknown): [] {
  if (error instanceof AppError && (error.kind === 'not_found' || error.kind === 'forbidden')) return []
  throw error
}
