import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import {
  viewWaitingMember,
  Worklist,
  WorklistQuery,
  worklistDefinitions,
} from '../../../shared/domain/member/worklist.ts'
import { worklist } from '../../../shared/usecases/members/worklist.ts'
import { json } from '../answers.ts'
import { openCursor, PageQuery, sealCursor } from '../cursor.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'

export const worklistRoutes = (deps: Deps) =>
  newRouter().openapi(
    createRoute({
      method: 'get',
      path: '/worklists',
      tags: ['Members'],
      summary: 'Members to follow up, the longest waiting first, with the figures of the area',
      request: { query: PageQuery.extend(WorklistQuery.shape) },
      responses: { 200: json(Worklist, 'A page of the work list'), ...refusals },
    }),
    async (c) => {
      const { cursor, limit, ...query } = c.req.valid('query')
      const from = openCursor(deps, c, cursor, z.string())
      const { today, counts, members, next } = await worklist(deps, c.var.caller, query, { from, limit })
      return c.json(
        {
          today,
          definitions: worklistDefinitions,
          ...(counts && { counts }),
          items: members.map((member) => viewWaitingMember(deps.frame, member, today)),
          ...(next && { next: sealCursor(deps, c, next) }),
        },
        200,
      )
    },
  )
