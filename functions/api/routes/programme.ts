import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { permit } from '../../../shared/domain/access/policy.ts'
import { ProgrammeTerms } from '../../../shared/domain/programme/programme.ts'
import { json } from '../answers.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'

const AreaList = z
  .object({
    items: z.array(z.object({ code: z.string(), name: z.string(), parent: z.string().optional() })),
    notice: z.string(),
  })
  .meta({ id: 'AreaList' })

export const programmeRoutes = (deps: Deps) =>
  newRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/programme',
        tags: ['Programme'],
        summary: 'Stages, order policies, indicators, agencies, categories and reasons, with their legal bases',
        responses: { 200: json(ProgrammeTerms, 'The programme'), ...refusals },
      }),
      (c) => {
        permit(c.var.caller, 'programme.read')
        return c.json(ProgrammeTerms.parse(deps.frame.programme), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/areas',
        tags: ['Programme'],
        summary: 'The areas of the programme',
        responses: { 200: json(AreaList, 'Every area'), ...refusals },
      }),
      (c) => {
        permit(c.var.caller, 'programme.read')
        const items = deps.frame.programme.areas.map(([code, name]) => {
          const parent = deps.frame.areas.find(code)?.parent
          return { code, name, ...(parent && { parent }) }
        })
        return c.json({ items, notice: deps.frame.programme.areasNotice }, 200)
      },
    )
