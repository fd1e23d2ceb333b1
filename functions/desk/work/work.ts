import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { Day } from '../../../shared/domain/calendar.ts'
import { listRepairs } from '../../../shared/usecases/ledger/months.ts'
import { findPartnerNames } from '../../../shared/usecases/partners/partner-names.ts'
import { readTrailState, trailDayPage } from '../../../shared/usecases/trail/check-trail.ts'
import { listWaitingQueues } from '../../../shared/usecases/waiting-work.ts'
import type { DeskEnv } from '../desk-env.ts'
import { readQuery } from '../layout/read-query.ts'
import { render } from '../layout/render.ts'
import { repairsView } from '../months/repair-view.ts'
import { trailDayView, workView } from './work-view.ts'

/** Each queue takes two reads. */
const queuesPerPage = 3
const WorkQuery = z.strictObject({ skip: z.coerce.number().int().min(0).max(10_000).default(0) })
const eventsPerPage = 50
const TrailQuery = z.strictObject({
  day: Day,
  from: z
    .string()
    .regex(/^trl_[0-9A-Z]{20}$/)
    .optional(),
})

/** What the system still has to do, what waits for a person, and the seals of the trail. */
export const workRoutes = (deps: DeskDeps) =>
  new Hono<DeskEnv>()
    .get('/work', async (c) => {
      const { caller, wording } = c.var
      const { skip } = readQuery(c, WorkQuery)
      const [queues, trail, namePartner] = await Promise.all([
        listWaitingQueues(deps, caller, { skip, limit: queuesPerPage }),
        readTrailState(deps, caller),
        findPartnerNames(deps),
      ])
      return render(c, workView(wording, deps.frame, { queues, trail, namePartner }))
    })
    .get('/work/repairs', async (c) => {
      const { caller, wording } = c.var
      return render(c, repairsView(wording, deps.frame, await listRepairs(deps, caller)))
    })
    .get('/work/trail', async (c) => {
      const { caller, wording } = c.var
      const { day, from } = readQuery(c, TrailQuery)
      const page = await trailDayPage(deps, caller, day, { after: from, limit: eventsPerPage })
      return render(c, trailDayView(wording, deps.frame, page))
    })
