import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { NewTarget, RevisedTarget, Target, TargetRevision } from '../../../shared/domain/programme/target.ts'
import {
  listTargets,
  listTargetVersions,
  makePrimary,
  reviseTarget,
  setTarget,
} from '../../../shared/usecases/figures/targets.ts'
import { json, jsonWithVersion } from '../answers.ts'
import { setEtag } from '../etag.ts'
import { refusals, refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addChangeRoute, addWriteRoute } from '../writing-routes.ts'

const TargetPath = z.object({ targetId: z.string().max(64) })
const TargetView = Target.extend({ primary: z.boolean() }).meta({ id: 'TargetView' })
const TargetList = z.object({ items: z.array(TargetView) }).meta({ id: 'TargetList' })

export function targetRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/targets',
      tags: ['Targets'],
      summary: 'The current targets of the areas that you may see',
      responses: { 200: json(TargetList, 'Targets'), ...refusals },
    }),
    async (c) => c.json({ items: await listTargets(deps, c.var.caller) }, 200),
  )

  addWriteRoute(routes, deps, {
    path: '/targets',
    tags: ['Targets'],
    summary: 'Set a target for an indicator, a period, and an area or agency',
    body: NewTarget,
    answer: jsonWithVersion(Target, 'Set'),
    version: ({ version }) => version,
    carryOut: ({ caller, request, body }) => setTarget(deps, caller, request, body),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/targets/{targetId}',
      tags: ['Targets'],
      summary: 'Every version of a target, oldest first',
      request: { params: TargetPath },
      responses: { 200: jsonWithVersion(TargetList, 'The versions, with the ETag of the latest'), ...refusals },
    }),
    async (c) => {
      const items = await listTargetVersions(deps, c.var.caller, c.req.valid('param').targetId)
      setEtag(c, items.length)
      return c.json({ items }, 200)
    },
  )

  addChangeRoute(routes, {
    method: 'patch',
    path: '/targets/{targetId}',
    tags: ['Targets'],
    summary: 'Revise a target from a given day on. Earlier months keep the earlier versions.',
    params: TargetPath,
    body: TargetRevision,
    answer: jsonWithVersion(RevisedTarget, 'The new version, and the closed months whose restated figures it changes'),
    change: ({ caller, version, params: { targetId }, body }) => reviseTarget(deps, caller, targetId, version, body),
  })

  routes.openapi(
    createRoute({
      method: 'put',
      path: '/targets/{targetId}/primary',
      tags: ['Targets'],
      summary: 'Make a target the primary one of its indicator, scope and period',
      request: { params: TargetPath },
      responses: { 200: json(TargetView, 'The target, now primary'), ...refusalsOfChange },
    }),
    async (c) => c.json(await makePrimary(deps, c.var.caller, c.req.valid('param').targetId), 200),
  )

  return routes
}
