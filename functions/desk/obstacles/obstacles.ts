import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { Month, previousMonth } from '../../../shared/domain/calendar.ts'
import { notFound } from '../../../shared/domain/problems/app-error.ts'
import { NewObstacle, ObstacleText, type WrittenObstacle } from '../../../shared/domain/report/obstacle.ts'
import { listAllowedScopes } from '../../../shared/usecases/access/may.ts'
import {
  amendObstacleOnce,
  findObstacle,
  listObstacles,
  withdrawObstacle,
  writeObstacle,
} from '../../../shared/usecases/issues/obstacles.ts'
import { currentMonth, readBooks } from '../../../shared/usecases/ledger/books.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormValues, newForm } from '../form/form-state.ts'
import { areaOptions } from '../layout/options.ts'
import { amendView, obstaclesView } from './obstacles-view.ts'

/** Obstacles of a month and their follow-up. They can be written and changed until the month is closed. */
export function obstacleRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()

  /** Lists the open months about which officers can write: this month and the one before. */
  async function listOpenMonths(): Promise<Month[]> {
    const { closedThrough } = await readBooks(deps)
    const now = currentMonth(deps)
    return [now, previousMonth(now)].filter((month) => month > closedThrough)
  }

  addFormPage(routes, deps, '/obstacles', NewObstacle.extend({ month: Month }), (c) => {
    const { caller, wording } = c.var
    const [place] = listAllowedScopes(deps, caller, 'obstacles.write')
    return {
      start: newForm([['area', place?.area ?? '']]),
      async show(form) {
        const months = await listOpenMonths()
        const written = await Promise.all(months.map((month) => listObstacles(deps, caller, month)))
        const areas = areaOptions(deps, caller)
        return obstaclesView(wording, deps.frame, form, {
          months,
          areas,
          written: written.flat(),
          done: c.req.query('done'),
        })
      },
      async act(input, { request }) {
        const agency = place?.agency
        await writeObstacle(deps, caller, request, { ...input, ...(agency !== undefined && { agency }) })
        return '/obstacles?done=written'
      },
    }
  })

  const read = (c: DeskContext) => {
    const month = Month.safeParse(c.req.param('month'))
    if (!month.success) throw notFound()
    return findObstacle(deps, c.var.caller, { month: month.data, id: c.req.param('id') ?? '' })
  }
  const listValues = ({ obstacle, followUp }: WrittenObstacle): FormValues => [
    ['obstacle', obstacle],
    ['followUp', followUp],
  ]

  addFormPage(routes, deps, '/obstacles/:month/:id', ObstacleText, async (c) => {
    const written = await read(c)
    return {
      start: newForm(listValues(written), written.version),
      show: (form) => amendView(c.var.wording, deps.frame, form, written),
      async act(text, { request, version }) {
        const seen = { month: written.month, id: written.id, version }
        await amendObstacleOnce(deps, c.var.caller, request, seen, text)
        return '/obstacles?done=written'
      },
      async current() {
        const now = await read(c)
        return { version: now.version, values: listValues(now) }
      },
    }
  })

  addFormPage(routes, deps, '/obstacles/:month/:id/withdrawal', z.strictObject({}), async (c) => {
    const month = Month.safeParse(c.req.param('month'))
    if (!month.success) throw notFound()
    const which = { month: month.data, id: c.req.param('id') ?? '' }
    return {
      async show({ problems }) {
        const written = await read(c)
        const form = { ...newForm(listValues(written), written.version), problems }
        return amendView(c.var.wording, deps.frame, form, written)
      },
      async act(_, { request }) {
        await withdrawObstacle(deps, c.var.caller, request, which)
        return '/obstacles?done=discarded'
      },
    }
  })
  return routes
}
