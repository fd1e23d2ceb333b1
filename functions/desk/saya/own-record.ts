import { Hono } from 'hono'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { dayOf } from '../../../shared/domain/calendar.ts'
import type { Member } from '../../../shared/domain/member/member.ts'
import { isVerified, makeOwnRecord } from '../../../shared/domain/member/own-record.ts'
import { readOwnTrail } from '../../../shared/usecases/members/member-trail.ts'
import { findOwnMember, readOwnHistory } from '../../../shared/usecases/members/self-service.ts'
import { readOwnCopy } from '../../../shared/usecases/rights/personal-copy.ts'
import { listOwnCases } from '../../../shared/usecases/rights/rights-cases.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { render, type View } from '../layout/render.ts'
import { readTrailPosition } from '../members/trail-view.ts'
import { readableCopyView } from './own-copy-view.ts'
import { ownCopyView, ownTrailView, tooEarlyView } from './own-data-view.ts'
import { ownRecordView, strangerView } from './own-record-view.ts'
import { ownStagesView } from './own-stages-view.ts'

const mostEntries = 50

/** What people see of their own record. Signing in is enough; no grant is needed. */
export function ownRecordRoutes(deps: DeskDeps) {
  const { programme } = deps.frame
  const today = () => dayOf(deps.now(), programme.zone)
  /** Serves a page about the person's own record. Sends people without a record to the start of registration. */
  const ownPage = (show: (c: DeskContext, member: Member) => View | Promise<View>) => async (c: DeskContext) => {
    const member = await findOwnMember(deps, c.var.caller)
    return member ? render(c, await show(c, member)) : c.redirect('/me')
  }
  /** Serves such a page only after verification. Until then, the data may be another person's. */
  const verifiedPage = (show: (c: DeskContext) => View | Promise<View>) =>
    ownPage((c, member) => (isVerified(member) ? show(c) : tooEarlyView(c.var.wording, programme.selfRegistration.ask)))

  return new Hono<DeskEnv>()
    .get('/me', async (c) => {
      const { wording, caller } = c.var
      const member = await findOwnMember(deps, caller)
      if (!member) {
        const hadRights = (await deps.grants.ofSubject(caller.subject)).length > 0
        return render(c, strangerView(wording, deps.frame, { today: today(), hadRights }))
      }
      const requests = (await listOwnCases(deps, caller)).filter(({ state }) => state === 'open')
      const shown = { record: makeOwnRecord(programme, member), requests, done: c.req.query('done') }
      return render(c, ownRecordView(wording, deps.frame, shown))
    })
    .get(
      '/me/stages',
      ownPage(async (c, member) => {
        const { items } = await readOwnHistory(deps, c.var.caller, { limit: mostEntries })
        const record = makeOwnRecord(programme, member)
        return ownStagesView(c.var.wording, deps.frame, { record, entries: items, today: today() })
      }),
    )
    .get(
      '/me/trail',
      verifiedPage(async (c) => {
        const after = readTrailPosition(c.req.query())
        const trail = await readOwnTrail(deps, c.var.caller, { after, limit: mostEntries })
        return ownTrailView(c.var.wording, deps.frame, trail)
      }),
    )
    .get(
      '/me/copy',
      verifiedPage((c) => ownCopyView(c.var.wording)),
    )
    .get('/me/copy/page', async (c) => {
      const copy = await readOwnCopy(deps, c.var.caller)
      return render(c, readableCopyView(c.var.wording, deps.frame, copy))
    })
    .get('/me/copy/file', async (c) => {
      const copy = await readOwnCopy(deps, c.var.caller)
      return c.body(JSON.stringify(copy, null, 2), 200, {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Disposition': 'attachment; filename="capaian-data-saya.json"',
      })
    })
}
