import { Hono } from 'hono'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { viewWaitingMember } from '../../../shared/domain/member/worklist.ts'
import { worklist } from '../../../shared/usecases/members/worklist.ts'
import type { DeskEnv } from '../desk-env.ts'
import { areaOptions } from '../layout/options.ts'
import { openPlace, sealPlace } from '../layout/paging.ts'
import { render } from '../layout/render.ts'
import { liesInManyKota } from './kota.ts'
import { readWorklistQuery } from './worklist-query.ts'
import { worklistView } from './worklist-view.ts'

const rows = 25

/** Lists members to follow up. The filter may be in the address, because it is not personal data. */
export const worklistRoutes = (deps: DeskDeps) =>
  new Hono<DeskEnv>().get('/worklist', async (c) => {
    const { caller, wording } = c.var
    const query = readWorklistQuery(c)
    const from = openPlace(deps, c, c.req.query('from'))
    const page = await worklist(deps, caller, query, {
      from,
      limit: rows,
      withCounts: !liesInManyKota(deps, caller, query.area),
    })
    const members = page.members.map((member) => viewWaitingMember(deps.frame, member, page.today))
    return render(
      c,
      worklistView(wording, deps.frame, {
        query,
        areas: areaOptions(deps, caller),
        counts: page.counts,
        members,
        next: page.next === undefined ? undefined : sealPlace(deps, c, page.next),
      }),
    )
  })
