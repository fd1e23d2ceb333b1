import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { NewTarget, Target, TargetRevision } from '../../../shared/domain/programme/target.ts'
import {
  listTargets,
  makePrimary,
  reviseTarget,
  setTarget,
  targetHistory,
} from '../../../shared/usecases/figures/targets.ts'
import { body, json, versioned } from '../answers.ts'
import { IfMatchHeader, ifMatch, setEtag } from '../etag.ts'
import { IdempotencyHeader, markReplay, requestOf } from '../idempotency.ts'
import { refusals, refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'

const TargetPath = z.object({ targetId: z.string().max(64) })
const TargetView = Target.extend({ primary: z.boolean() }).meta({ id: 'TargetView' })
const TargetList = z.object({ items: z.array(TargetView) }).meta({ id: 'TargetList' })

export const targetRoutes = (deps: Deps) =>
  newRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/targets',
        tags: ['Targets'],
        summary: 'The targets of the areas you may see, as they stand now',
        responses: { 200: json(TargetList, 'Targets'), ...refusals },
      }),
      async (c) => c.json({ items: await listTargets(deps, c.var.caller) }, 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/targets',
        tags: ['Targets'],
        summary: 'Set a target for an indicator, area or agency, and period',
        request: { headers: IdempotencyHeader, ...body(NewTarget) },
        responses: { 201: versioned(Target, 'Set'), ...refusalsOfChange },
      }),
      async (c) => {
        const input = c.req.valid('json')
        const { answer, replayed } = await setTarget(deps, c.var.caller, requestOf(deps, c, input), input)
        markReplay(c, replayed)
        setEtag(c, answer.version)
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/targets/{targetId}',
        tags: ['Targets'],
        summary: 'Every version of a target, oldest first',
        request: { params: TargetPath },
        responses: { 200: versioned(TargetList, 'Versions; the ETag is that of the latest'), ...refusals },
      }),
      async (c) => {
        const items = await targetHistory(deps, c.var.caller, c.req.valid('param').targetId)
        setEtag(c, items.length)
        return c.json({ items }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/targets/{targetId}',
        tags: ['Targets'],
        summary: 'Revise a target from a day on; earlier versions stay for earlier months',
        request: { params: TargetPath, headers: IfMatchHeader, ...body(TargetRevision) },
        responses: { 200: versioned(Target, 'The new version'), ...refusalsOfChange },
      }),
      async (c) => {
        const { targetId } = c.req.valid('param')
        const revised = await reviseTarget(deps, c.var.caller, targetId, ifMatch(c), c.req.valid('json'))
        setEtag(c, revised.version)
        return c.json(revised, 200)
      },
    )
    .openapi(
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
