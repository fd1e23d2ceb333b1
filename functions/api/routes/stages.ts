import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { PostedAnswer } from '../../../shared/domain/acts/posted-answer.ts'
import { Day } from '../../../shared/domain/calendar.ts'
import { classificationShape } from '../../../shared/domain/ledger/breakdown-dimensions.ts'
import { Evidence } from '../../../shared/domain/member/member.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import { plainText } from '../../../shared/domain/values/text.ts'
import { ClassResult, recordClass } from '../../../shared/usecases/classes/class-attainment.ts'
import { reclassifyMember, recordStage, reverseStage } from '../../../shared/usecases/members/stages.ts'
import { json } from '../answers.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'
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
    cascade: z.boolean().default(false).describe('Also reverse the stages that need this one'),
    note,
  })
  .meta({ id: 'Reversal' })

const Reclassification = z
  .strictObject({
    area: code.optional(),
    ...z.object(classificationShape(code)).partial().shape,
    stages: z.array(code).min(1).max(32).optional().describe('Default: all stages, and the member itself'),
    reason: code,
  })
  .meta({ id: 'Reclassification' })

export function stageRoutes(deps: Deps) {
  const routes = newRouter()

  addWriteRoute(routes, deps, {
    path: '/members/{id}/stages',
    tags: ['Stages'],
    summary: 'Record that a member attained a stage',
    params: MemberPath,
    body: StageReport,
    answer: json(PostedAnswer, 'Recorded and counted'),
    carryOut: ({ caller, request, params: { id }, body }) => recordStage(deps, caller, request, id, body),
  })

  addWriteRoute(routes, deps, {
    path: '/classes',
    tags: ['Stages'],
    summary: 'Record one stage on one date for up to 200 members, with a result for each',
    body: ClassReport,
    status: 200,
    answer: json(ClassResult, 'The members who were recorded, and those who were refused, with reasons'),
    carryOut: ({ caller, request, body }) => recordClass(deps, caller, request, body),
  })

  addWriteRoute(routes, deps, {
    path: '/members/{id}/reversals',
    tags: ['Stages'],
    summary: 'Reverse a stage, with a reason. Figures of closed months do not change.',
    params: MemberPath,
    body: Reversal,
    answer: json(PostedAnswer, 'Reversed'),
    carryOut: ({ caller, request, params: { id }, body }) => reverseStage(deps, caller, request, id, body),
  })

  addWriteRoute(routes, deps, {
    path: '/members/{id}/reclassifications',
    tags: ['Stages'],
    summary: 'Correct the area, agency, gender or category under which a member was counted',
    params: MemberPath,
    body: Reclassification,
    answer: json(PostedAnswer, 'Reclassified, as a negative and a positive half'),
    carryOut: ({ caller, request, params: { id }, body }) => reclassifyMember(deps, caller, request, id, body),
  })

  return routes
}
