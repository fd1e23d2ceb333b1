import type { Deps } from '../../../shared/deps.ts'
import { RevealAnswer, RevealRequest } from '../../../shared/domain/rights/reveal.ts'
import { revealMember } from '../../../shared/usecases/rights/reveals.ts'
import { json } from '../answers.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'
import { MemberPath } from './members.ts'

export function revealRoutes(deps: Deps) {
  const routes = newRouter()

  addWriteRoute(routes, deps, {
    path: '/members/{id}/reveals',
    tags: ['Members'],
    summary: "Show personal data in full. The member's trail keeps the reason.",
    params: MemberPath,
    body: RevealRequest,
    answer: json(RevealAnswer, 'The values, as far as they are known'),
    hasDailyLimit: true,
    carryOut: ({ caller, request, params: { id }, body }) => revealMember(deps, caller, request, id, body),
  })

  return routes
}
