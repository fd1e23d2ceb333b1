import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Remark } from '../../../shared/domain/member/member.ts'
import { plainText } from '../../../shared/domain/values/text.ts'
import { Noted, noteOnMember, notesOnMember } from '../../../shared/usecases/members/notes.ts'
import { body, json } from '../answers.ts'
import { IdempotencyHeader, markReplay, requestOf } from '../idempotency.ts'
import { refusals, refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'
import { MemberPath } from './members.ts'

const NewNote = z.strictObject({ text: plainText(500) }).meta({ id: 'NewNote' })
const NoteList = z.object({ items: z.array(Remark) }).meta({ id: 'NoteList' })

export const noteRoutes = (deps: Deps) =>
  newRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/members/{id}/notes',
        tags: ['Members'],
        summary: 'Note something about a member: kept with the record, emptied when the person is erased',
        request: { params: MemberPath, headers: IdempotencyHeader, ...body(NewNote) },
        responses: { 201: json(Noted, 'Noted'), ...refusalsOfChange },
      }),
      async (c) => {
        const note = c.req.valid('json')
        const { id } = c.req.valid('param')
        const { answer, replayed } = await noteOnMember(deps, c.var.caller, requestOf(deps, c, note), id, note.text)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/members/{id}/notes',
        tags: ['Members'],
        summary: 'The notes on a member, oldest first; those on its entries stand in its history',
        request: { params: MemberPath },
        responses: { 200: json(NoteList, 'Every note'), ...refusals },
      }),
      async (c) => c.json({ items: await notesOnMember(deps, c.var.caller, c.req.valid('param').id) }, 200),
    )
