import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { NewObstacle, ObstacleText, WrittenObstacle } from '../../../shared/domain/report/obstacle.ts'
import {
  amendObstacle,
  findObstacle,
  listObstacles,
  withdrawObstacle,
  writeObstacle,
} from '../../../shared/usecases/issues/obstacles.ts'
import { json, jsonWithVersion } from '../answers.ts'
import { setEtag } from '../etag.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addChangeRoute, addWriteRoute } from '../writing-routes.ts'
import { MonthPath } from './months.ts'

const ObstaclePath = MonthPath.extend({ obstacleId: z.string().max(64) })
const ObstacleList = z.object({ items: z.array(WrittenObstacle) }).meta({ id: 'ObstacleList' })

export function obstacleRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/months/{month}/obstacles',
      tags: ['Reports'],
      summary: 'The obstacles (kendala) of a month and their follow-up (tindak lanjut)',
      request: { params: MonthPath },
      responses: { 200: json(ObstacleList, 'By area, the oldest first'), ...refusals },
    }),
    async (c) => c.json({ items: await listObstacles(deps, c.var.caller, c.req.valid('param').month) }, 200),
  )

  addWriteRoute(routes, deps, {
    path: '/months/{month}/obstacles',
    tags: ['Reports'],
    summary: 'Add an obstacle and its follow-up to the report of an open month. The report is mailed and public.',
    params: MonthPath,
    body: NewObstacle,
    answer: jsonWithVersion(WrittenObstacle, 'Written'),
    version: ({ version }) => version,
    carryOut: ({ caller, request, params: { month }, body }) =>
      writeObstacle(deps, caller, request, { month, ...body }),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/months/{month}/obstacles/{obstacleId}',
      tags: ['Reports'],
      summary: 'One obstacle and its follow-up',
      request: { params: ObstaclePath },
      responses: { 200: jsonWithVersion(WrittenObstacle, 'As it reads now'), ...refusals },
    }),
    async (c) => {
      const { month, obstacleId: id } = c.req.valid('param')
      const obstacle = await findObstacle(deps, c.var.caller, { month, id })
      setEtag(c, obstacle.version)
      return c.json(obstacle, 200)
    },
  )

  addChangeRoute(routes, {
    method: 'patch',
    path: '/months/{month}/obstacles/{obstacleId}',
    tags: ['Reports'],
    summary: 'Amend an obstacle and its follow-up while the month is open',
    params: ObstaclePath,
    body: ObstacleText,
    answer: jsonWithVersion(WrittenObstacle, 'As it reads now'),
    change: ({ caller, version, params: { month, obstacleId: id }, body }) =>
      amendObstacle(deps, caller, { month, id, version }, body),
  })

  addWriteRoute(routes, deps, {
    path: '/months/{month}/obstacles/{obstacleId}/withdrawals',
    tags: ['Reports'],
    summary: 'Withdraw an obstacle while the month is open. No report will print it.',
    params: ObstaclePath,
    status: 200,
    answer: json(WrittenObstacle, 'The withdrawn obstacle'),
    carryOut: ({ caller, request, params: { month, obstacleId: id } }) =>
      withdrawObstacle(deps, caller, request, { month, id }),
  })

  return routes
}
