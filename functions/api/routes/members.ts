import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { PostedAnswer } from '../../../shared/domain/acts/posted-answer.ts'
import { LoanEntry, ReferralEntry, StageEntry } from '../../../shared/domain/ledger/entry.ts'
import { MemberChange, NewMember } from '../../../shared/domain/member/member.ts'
import { MemberView, makeMemberView } from '../../../shared/domain/member/member-view.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import { correctMember } from '../../../shared/usecases/members/correction.ts'
import { findMembers, MemberSearch } from '../../../shared/usecases/members/find-members.ts'
import { readMember } from '../../../shared/usecases/members/member-access.ts'
import { readMemberHistory } from '../../../shared/usecases/members/member-history.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { body, json, jsonWithVersion } from '../answers.ts'
import { openCursor, PageQuery, sealCursor } from '../cursor.ts'
import { setEtag } from '../etag.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addChangeRoute, addWriteRoute } from '../writing-routes.ts'

export const MemberPath = z.object({ id: MemberNumber })

const FoundMembers = z.object({ items: z.array(MemberView) }).meta({ id: 'FoundMembers' })

const HistoryEntry = z
  .discriminatedUnion('kind', [StageEntry.extend({ note: z.string().optional() }), LoanEntry, ReferralEntry])
  .meta({ id: 'HistoryEntry' })
const History = z.object({ items: z.array(HistoryEntry), next: z.string().optional() }).meta({ id: 'History' })

export function memberRoutes(deps: Deps) {
  const routes = newRouter()

  addWriteRoute(routes, deps, {
    path: '/members',
    tags: ['Members'],
    summary: 'Register a person. The first stage is attained and counted at once.',
    body: NewMember,
    answer: json(PostedAnswer, 'Registered'),
    hasDailyLimit: true,
    location: ({ memberId }) => `/v1/members/${memberId}`,
    carryOut: ({ caller, request, body }) => registerMember(deps, caller, request, body),
  })

  routes.openapi(
    createRoute({
      method: 'post',
      path: '/members/searches',
      tags: ['Members'],
      summary: 'Find members by number, NIK, phone, or name and birth date (a POST, to keep personal data out of URLs)',
      request: body(MemberSearch),
      responses: { 200: json(FoundMembers, 'The members found within your scope, possibly none'), ...refusals },
    }),
    async (c) => {
      const found = await findMembers(deps, c.var.caller, c.req.valid('json'))
      return c.json({ items: found.map(makeMemberView) }, 200)
    },
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/members/{id}',
      tags: ['Members'],
      summary: 'Read a member, with masked identifiers',
      request: { params: MemberPath },
      responses: { 200: jsonWithVersion(MemberView, 'The member'), ...refusals },
    }),
    async (c) => {
      const member = await readMember(deps, c.var.caller, 'member.read', c.req.valid('param').id)
      setEtag(c, member.version)
      return c.json(makeMemberView(member), 200)
    },
  )

  addChangeRoute(routes, {
    method: 'patch',
    path: '/members/{id}',
    tags: ['Members'],
    summary: "Correct a member's data, or move the member. Counted stages stay where they were counted.",
    params: MemberPath,
    body: MemberChange,
    hasDailyLimit: true,
    answer: jsonWithVersion(MemberView, 'The member as it is now'),
    change: async ({ caller, version, params: { id }, body }) =>
      makeMemberView(await correctMember(deps, caller, id, version, body)),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/members/{id}/history',
      tags: ['Members'],
      summary: "A member's entries in order of recording",
      request: { params: MemberPath, query: PageQuery },
      responses: { 200: json(History, 'A page of entries'), ...refusals },
    }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query')
      const after = openCursor(deps, c, cursor, z.string())
      const { items, last, notes } = await readMemberHistory(deps, c.var.caller, c.req.valid('param').id, {
        after,
        limit,
      })
      return c.json(
        {
          items: items.map((entry) => ({ ...entry, ...(notes[entry.id] && { note: notes[entry.id] }) })),
          ...(last && { next: sealCursor(deps, c, last) }),
        },
        200,
      )
    },
  )

  return routes
}
