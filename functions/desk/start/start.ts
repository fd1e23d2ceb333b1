import { Hono } from 'hono'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import type { Caller } from '../../../shared/domain/access/grant.ts'
import { WorklistQuery } from '../../../shared/domain/member/worklist.ts'
import { listAllowedScopes, may, mayInAll } from '../../../shared/usecases/access/may.ts'
import { listDuplicates } from '../../../shared/usecases/duplicates/review.ts'
import { listParkedLoans } from '../../../shared/usecases/loans/list-loans.ts'
import { listDisputes } from '../../../shared/usecases/members/disputes.ts'
import { listUnverified } from '../../../shared/usecases/members/unverified-members.ts'
import { worklist } from '../../../shared/usecases/members/worklist.ts'
import { countOpenCases } from '../../../shared/usecases/rights/rights-cases.ts'
import type { DeskEnv } from '../desk-env.ts'
import { render } from '../layout/render.ts'
import { isWithoutRights } from '../layout/sections.ts'
import { liesInManyKota } from '../worklist/kota.ts'
import { startView, type WaitingCounts } from './start-view.ts'

/** The highest count. If there are more, the page says `20+`. */
const most = 20
/** The most bytes to read in order to count who waits for verification. */
const mostBytes = 262_144

/** The start page shows what waits for the caller. Callers who may only read figures start with them. */
export const startRoutes = (deps: DeskDeps) =>
  new Hono<DeskEnv>().get('/', async (c) => {
    const { caller, wording } = c.var
    if (isWithoutRights(caller)) return c.redirect('/me')
    if (!may(caller, 'member.read')) return c.redirect('/figures')
    return render(c, startView(wording, await waitingFor(deps, caller)))
  })

async function waitingFor(deps: DeskDeps, caller: Caller): Promise<WaitingCounts> {
  const area = deps.frame.areas.root
  const isBroad = liesInManyKota(deps, caller)
  const isOfOnePlace = listAllowedScopes(deps, caller, 'member.read').length === 1
  const [list, unverified, duplicates, disputes, cases, loans] = await deps.readTogether(
    async () => (isBroad ? undefined : worklist(deps, caller, WorklistQuery.parse({}), { limit: most })),
    async () => (isBroad ? undefined : listUnverified(deps, caller, { limit: most, bytes: mostBytes })),
    () => listDuplicates(deps, caller, { area }, { limit: most }),
    async () => (isOfOnePlace && !isBroad ? listDisputes(deps, caller, { limit: most }) : undefined),
    () => countOpenCases(deps, caller),
    async () => (mayInAll(deps, caller, 'partners.read') ? listParkedLoans(deps, caller, { limit: most }) : undefined),
  )
  const count = (items: unknown[], next: unknown) => ({ count: items.length, isMore: next !== undefined })
  return {
    counts: list?.counts ?? [],
    toFollow: list && count(list.members, list.next),
    unverified:
      unverified && (unverified.members.length > 0 || unverified.next === undefined)
        ? count(unverified.members, unverified.next)
        : undefined,
    duplicates: count(duplicates.items, duplicates.next),
    disputes: disputes && count(disputes.items, disputes.next),
    cases: cases === undefined ? undefined : { count: cases, isMore: false },
    loans: loans && count(loans.items, loans.last),
  }
}
