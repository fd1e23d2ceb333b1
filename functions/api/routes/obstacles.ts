import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { NewObstacle, ObstacleText, WrittenObstacle } from '../../../shared/domain/report/obstacle.ts'
import {
  amendObstacle,
  listObstacles,
  obstacleOf,
  withdrawObstacle,
  writeObstacle,
} from '../../../shared/usecases/issues/obstacles.ts'
import { body, json, versioned } from '../answers.ts'
import { IfMatchHeader, ifMatch, setEtag } from '../etag.ts'
import { IdempotencyHeader, markReplay, requestOf } from '../idempotency.ts'
import { refusals, refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'
import { MonthPath } from './months.ts'

const ObstaclePath = MonthPath.extend({ obstacleId: z.string().max(64) })
const ObstacleList = z.object({ items: z.array(WrittenObstacle) }).meta({ id: 'ObstacleList' })

export const obstacleRoutes = (deps: Deps) =>
  newRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/months/{month}/obstacles',
        tags: ['Reports'],
        summary: "What was written of a month's obstacles (kendala) and their follow-up (tindak lanjut)",
        request: { params: MonthPath },
        responses: { 200: json(ObstacleList, 'By area, the oldest first'), ...refusals },
      }),
      async (c) => c.json({ items: await listObstacles(deps, c.var.caller, c.req.valid('param').month) }, 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/months/{month}/obstacles',
        tags: ['Reports'],
        summary:
          "Write an obstacle and its follow-up into a month's report, which is mailed and public, before it is closed",
        request: { params: MonthPath, headers: IdempotencyHeader, ...body(NewObstacle) },
        responses: { 201: versioned(WrittenObstacle, 'Written'), ...refusalsOfChange },
      }),
      async (c) => {
        const input = c.req.valid('json')
        const { month } = c.req.valid('param')
        const { answer, replayed } = await writeObstacle(deps, c.var.caller, requestOf(deps, c, input), {
          month,
          ...input,
        })
        markReplay(c, replayed)
        setEtag(c, answer.version)
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/months/{month}/obstacles/{obstacleId}',
        tags: ['Reports'],
        summary: 'One obstacle and its follow-up',
        request: { params: ObstaclePath },
        responses: { 200: versioned(WrittenObstacle, 'As it reads now'), ...refusals },
      }),
      async (c) => {
        const { month, obstacleId: id } = c.req.valid('param')
        const obstacle = await obstacleOf(deps, c.var.caller, { month, id })
        setEtag(c, obstacle.version)
        return c.json(obstacle, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/months/{month}/obstacles/{obstacleId}',
        tags: ['Reports'],
        summary: 'Amend an obstacle and its follow-up while the month is open',
        request: { params: ObstaclePath, headers: IfMatchHeader, ...body(ObstacleText) },
        responses: { 200: versioned(WrittenObstacle, 'As it reads now'), ...refusalsOfChange },
      }),
      async (c) => {
        const { month, obstacleId: id } = c.req.valid('param')
        const seen = { month, id, version: ifMatch(c) }
        const amended = await amendObstacle(deps, c.var.caller, seen, c.req.valid('json'))
        setEtag(c, amended.version)
        return c.json(amended, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/months/{month}/obstacles/{obstacleId}/withdrawals',
        tags: ['Reports'],
        summary: 'Take an obstacle back while the month is open: no report will print it',
        request: { params: ObstaclePath, headers: IdempotencyHeader },
        responses: { 200: json(WrittenObstacle, 'What was taken back'), ...refusalsOfChange },
      }),
      async (c) => {
        const { month, obstacleId: id } = c.req.valid('param')
        const { answer, replayed } = await withdrawObstacle(deps, c.var.caller, requestOf(deps, c), { month, id })
        markReplay(c, replayed)
        return c.json(answer, 200)
      },
    )
