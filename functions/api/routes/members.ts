import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Posted } from '../../../shared/domain/acts/posting-answer.ts'
import { LoanEntry, StageEntry } from '../../../shared/domain/ledger/entry.ts'
import { MemberChange, NewMember } from '../../../shared/domain/member/member.ts'
import { MemberView, memberView } from '../../../shared/domain/member/member-view.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import { correctMember } from '../../../shared/usecases/members/correction.ts'
import { findMembers, MemberSearch } from '../../../shared/usecases/members/find-members.ts'
import { memberOf } from '../../../shared/usecases/members/member-access.ts'
import { memberHistory } from '../../../shared/usecases/members/member-history.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { body, json, versioned } from '../answers.ts'
import { openCursor, PageQuery, sealCursor } from '../cursor.ts'
import { IfMatchHeader, ifMatch, setEtag } from '../etag.ts'
import { IdempotencyHeader, markReplay, requestOf } from '../idempotency.ts'
import { refusals, refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'

export const MemberPath = z.object({ id: MemberNumber })

const FoundMembers = z.object({ items: z.array(MemberView) }).meta({ id: 'FoundMembers' })

const HistoryEntry = z
  .discriminatedUnion('kind', [StageEntry.extend({ note: z.string().optional() }), LoanEntry])
  .meta({ id: 'HistoryEntry' })
const History = z.object({ items: z.array(HistoryEntry), next: z.string().optional() }).meta({ id: 'History' })

export const memberRoutes = (deps: Deps) =>
  newRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/members',
        tags: ['Members'],
        summary: 'Register a person: the first stage is attained and counted at once',
        request: { headers: IdempotencyHeader, ...body(NewMember) },
        responses: { 201: json(Posted, 'Registered'), ...refusalsOfChange },
      }),
      async (c) => {
        const input = c.req.valid('json')
        const { answer, replayed } = await registerMember(deps, c.var.caller, requestOf(deps, c, input), input)
        markReplay(c, replayed)
        c.header('Location', `/v1/members/${answer.memberId}`)
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/members/searches',
        tags: ['Members'],
        summary: 'Find members by number, NIK, phone, or name and birth date (a POST, so that none stands in a URL)',
        request: body(MemberSearch),
        responses: { 200: json(FoundMembers, 'The members of yours who are found; there may be none'), ...refusals },
      }),
      async (c) => {
        const found = await findMembers(deps, c.var.caller, c.req.valid('json'))
        return c.json({ items: found.map(memberView) }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/members/{id}',
        tags: ['Members'],
        summary: 'Read a member, identifiers masked',
        request: { params: MemberPath },
        responses: { 200: versioned(MemberView, 'The member'), ...refusals },
      }),
      async (c) => {
        const member = await memberOf(deps, c.var.caller, 'member.read', c.req.valid('param').id)
        setEtag(c, member.version)
        return c.json(memberView(member), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/members/{id}',
        tags: ['Members'],
        summary: "Correct a member's data, or move the member: what was counted stays where it was",
        request: { params: MemberPath, headers: IfMatchHeader, ...body(MemberChange) },
        responses: { 200: versioned(MemberView, 'The member as it is now'), ...refusalsOfChange },
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const member = await correctMember(deps, c.var.caller, id, ifMatch(c), c.req.valid('json'))
        setEtag(c, member.version)
        return c.json(memberView(member), 200)
      },
    )
    .openapi(
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
        const { items, last, notes } = await memberHistory(deps, c.var.caller, c.req.valid('param').id, {
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
