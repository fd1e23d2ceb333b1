import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { PostedAnswer } from '../../../shared/domain/acts/posted-answer.ts'
import { Day } from '../../../shared/domain/calendar.ts'
import { rejoinMember, withdrawMember } from '../../../shared/usecases/members/member-status.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { json } from '../answers.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'
import { MemberPath } from './members.ts'

const Withdrawal = z.strictObject({ on: Day }).meta({ id: 'Withdrawal' })

export function memberStatusRoutes(deps: Deps) {
  const routes = newRouter()

  addWriteRoute(routes, deps, {
    path: '/members/{id}/withdrawals',
    tags: ['Members'],
    summary: 'Record that a member left the programme. Figures do not change.',
    params: MemberPath,
    body: Withdrawal,
    answer: json(PostedAnswer, 'Withdrawn'),
    carryOut: ({ caller, request, params: { id }, body }) => withdrawMember(deps, caller, request, id, body.on),
  })

  addWriteRoute(routes, deps, {
    path: '/members/{id}/returns',
    tags: ['Members'],
    summary: 'Record that a member who left has returned',
    params: MemberPath,
    answer: json(PostedAnswer, 'Active again'),
    carryOut: ({ caller, request, params }) => rejoinMember(deps, caller, request, params.id),
  })

  addWriteRoute(routes, deps, {
    path: '/members/{id}/erasures',
    tags: ['Members'],
    summary: "Erase a member's personal data. The counts remain.",
    params: MemberPath,
    answer: json(PostedAnswer, 'Erased'),
    carryOut: ({ caller, request, params }) => eraseMember(deps, caller, request, params.id),
  })

  return routes
}
