import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { DuplicateView } from '../../../shared/domain/duplicates/duplicate-view.ts'
import { PairId } from '../../../shared/domain/duplicates/pair.ts'
import { wholeNumber } from '../../../shared/domain/values/whole-number.ts'
import { DuplicateDecided, DuplicateDecision, decideDuplicate } from '../../../shared/usecases/duplicates/decide.ts'
import { listDuplicates, readDuplicate } from '../../../shared/usecases/duplicates/review.ts'
import { json } from '../answers.ts'
import { openCursor, PageQuery, sealCursor } from '../cursor.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'

const DuplicatePath = z.object({ id: PairId })
const DuplicateQuery = PageQuery.extend({
  area: z.string().max(32).optional().describe('Default: the whole programme'),
  // Each pair holds two whole records.
  limit: wholeNumber(1, 50).default(20),
})
const Duplicates = z.object({ items: z.array(DuplicateView), next: z.string().optional() }).meta({ id: 'Duplicates' })

export function duplicateRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/duplicates',
      tags: ['Members'],
      summary:
        'Undecided pairs of records that are probably one person. Only pairs of which you may see both records are listed.',
      request: { query: DuplicateQuery },
      responses: { 200: json(Duplicates, 'A page, sorted by area, then oldest first'), ...refusals },
    }),
    async (c) => {
      const { area = deps.frame.areas.root, cursor, limit } = c.req.valid('query')
      const after = openCursor(deps, c, cursor, z.string())
      const { items, next } = await listDuplicates(deps, c.var.caller, { area }, { after, limit })
      return c.json({ items, ...(next !== undefined && { next: sealCursor(deps, c, next) }) }, 200)
    },
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/duplicates/{id}',
      tags: ['Members'],
      summary: 'Read a pair, open or decided',
      request: { params: DuplicatePath },
      responses: { 200: json(DuplicateView, 'The pair'), ...refusals },
    }),
    async (c) => c.json(await readDuplicate(deps, c.var.caller, c.req.valid('param').id), 200),
  )

  addWriteRoute(routes, deps, {
    path: '/duplicates/{id}/decisions',
    tags: ['Members'],
    summary: 'Decide whether a pair is one person, whose records are then merged, or two people',
    params: DuplicatePath,
    body: DuplicateDecision,
    answer: json(DuplicateDecided, 'Decided'),
    carryOut: ({ caller, request, params: { id }, body }) => decideDuplicate(deps, caller, request, id, body),
  })

  return routes
}
