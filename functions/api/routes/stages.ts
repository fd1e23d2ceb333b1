import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Posted } from '../../../shared/domain/acts/posting-answer.ts'
import { Day } from '../../../shared/domain/calendar.ts'
import { Evidence } from '../../../shared/domain/member/member.ts'
import { Gender } from '../../../shared/domain/values/gender.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import { plainText } from '../../../shared/domain/values/text.ts'
import { ClassResult, recordClass } from '../../../shared/usecases/classes/class-attainment.ts'
import { reclassifyMember, recordStage, reverseStage } from '../../../shared/usecases/members/stages.ts'
import { body, json } from '../answers.ts'
import { IdempotencyHeader, markReplay, requestOf } from '../idempotency.ts'
import { refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'
import { MemberPath } from './members.ts'

const code = z.string().min(1).max(32)
const note = plainText(500).optional()

const StageReport = z
  .strictObject({
    stage: code,
    happenedOn: Day,
    area: code.optional().describe("Default: the member's area"),
    agency: code.optional().describe("Default: the member's agency"),
    evidence: Evidence.optional(),
    note,
  })
  .meta({ id: 'StageReport' })

const ClassReport = z
  .strictObject({
    stage: code,
    happenedOn: Day,
    agency: code.optional(),
    evidence: Evidence.optional(),
    memberIds: z.array(MemberNumber).min(1).max(200),
  })
  .meta({ id: 'ClassReport' })

const Reversal = z
  .strictObject({
    stage: code,
    reason: code.describe("One of the programme's reasons"),
    decidedOn: Day.optional().describe('Default: today'),
    cascade: z.boolean().default(false).describe('Reverse what stands on the stage too'),
    note,
  })
  .meta({ id: 'Reversal' })

const Reclassification = z
  .strictObject({
    area: code.optional(),
    agency: code.optional(),
    gender: Gender.optional(),
    category: code.optional(),
    stages: z.array(code).min(1).max(32).optional().describe('Default: all, and the member'),
    reason: code,
  })
  .meta({ id: 'Reclassification' })

export const stageRoutes = (deps: Deps) =>
  newRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/members/{id}/stages',
        tags: ['Stages'],
        summary: 'Record that a member attained a stage',
        request: { params: MemberPath, headers: IdempotencyHeader, ...body(StageReport) },
        responses: { 201: json(Posted, 'Recorded and counted'), ...refusalsOfChange },
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const report = c.req.valid('json')
        const { answer, replayed } = await recordStage(deps, c.var.caller, requestOf(deps, c, report), id, report)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/classes',
        tags: ['Stages'],
        summary: 'Record one stage on one date for up to 200 members, with a result for each',
        request: { headers: IdempotencyHeader, ...body(ClassReport) },
        responses: { 200: json(ClassResult, 'Who was recorded, and who was refused and why'), ...refusalsOfChange },
      }),
      async (c) => {
        const report = c.req.valid('json')
        const { answer, replayed } = await recordClass(deps, c.var.caller, requestOf(deps, c, report), report)
        markReplay(c, replayed)
        return c.json(answer, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/members/{id}/reversals',
        tags: ['Stages'],
        summary: 'Take a stage back, with a reason; figures of closed months stand',
        request: { params: MemberPath, headers: IdempotencyHeader, ...body(Reversal) },
        responses: { 201: json(Posted, 'Reversed'), ...refusalsOfChange },
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const reversal = c.req.valid('json')
        const { answer, replayed } = await reverseStage(deps, c.var.caller, requestOf(deps, c, reversal), id, reversal)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/members/{id}/reclassifications',
        tags: ['Stages'],
        summary: 'Correct a mistake in area, agency, gender or category of what was counted',
        request: { params: MemberPath, headers: IdempotencyHeader, ...body(Reclassification) },
        responses: { 201: json(Posted, 'Reclassified: a negative and a positive half'), ...refusalsOfChange },
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const change = c.req.valid('json')
        const { answer, replayed } = await reclassifyMember(deps, c.var.caller, requestOf(deps, c, change), id, change)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )
