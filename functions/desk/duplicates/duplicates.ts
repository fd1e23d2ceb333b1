import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { PairId } from '../../../shared/domain/duplicates/pair.ts'
import { notFound } from '../../../shared/domain/problems/app-error.ts'
import { DuplicateDecision, decideDuplicate } from '../../../shared/usecases/duplicates/decide.ts'
import { listDuplicates, readDuplicate } from '../../../shared/usecases/duplicates/review.ts'
import type { DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormValues, toObject } from '../form/form-state.ts'
import { openPlace, sealPlace } from '../layout/paging.ts'
import { render } from '../layout/render.ts'
import { duplicatePageView, duplicatesView } from './duplicates-view.ts'

const rows = 20

/** Pairs of records that are probably one person: shows both side by side, and takes the decision. */
export function duplicateRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  routes.get('/duplicates', async (c) => {
    const after = openPlace(deps, c, c.req.query('from'))
    const page = await listDuplicates(deps, c.var.caller, { area: deps.frame.areas.root }, { after, limit: rows })
    const next = page.next === undefined ? undefined : sealPlace(deps, c, page.next)
    return render(c, duplicatesView(c.var.wording, deps.frame, { pairs: page.items, next, done: c.req.query('done') }))
  })
  addFormPage(routes, deps, '/duplicates/:id', DuplicateDecision, async (c) => {
    const id = PairId.safeParse(c.req.param('id'))
    if (!id.success) throw notFound()
    const pair = await readDuplicate(deps, c.var.caller, id.data)
    return {
      read: readDecision,
      show: (form) => duplicatePageView(c.var.wording, deps.frame, form, pair),
      async act(decision, { request }) {
        await decideDuplicate(deps, c.var.caller, request, id.data, decision)
        return '/duplicates?done=decided'
      },
    }
  })
  return routes
}

/** Reads the decision. One field says whether the two are one person and, if so, which record stays. */
function readDecision(values: FormValues): unknown {
  const { choice, reason, difference } = z
    .looseObject({ choice: z.string().optional(), reason: z.string().optional(), difference: z.string().optional() })
    .parse(toObject(values))
  if (choice === 'different') return { decision: 'different', reason: difference }
  return choice === undefined ? {} : { decision: 'same', keep: choice, reason }
}
