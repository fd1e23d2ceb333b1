import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { ProgrammeTerms } from '../../../shared/domain/programme/programme.ts'
import { listAreas, readProgramme } from '../../../shared/usecases/read-programme.ts'
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
      (c) => c.json(readProgramme(deps, c.var.caller), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/areas',
        tags: ['Programme'],
        summary: 'The areas of the programme',
        responses: { 200: json(AreaList, 'Every area'), ...refusals },
      }),
      (c) => c.json(listAreas(deps, c.var.caller), 200),
    )
