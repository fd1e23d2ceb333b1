import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Remark } from '../../../shared/domain/member/member.ts'
import { plainText } from '../../../shared/domain/values/text.ts'
import { addNote, listNotes, NoteAnswer } from '../../../shared/usecases/members/notes.ts'
import { json } from '../answers.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'
import { MemberPath } from './members.ts'

const NewNote = z.strictObject({ text: plainText(500) }).meta({ id: 'NewNote' })
const NoteList = z.object({ items: z.array(Remark) }).meta({ id: 'NoteList' })

export function noteRoutes(deps: Deps) {
  const routes = newRouter()

  addWriteRoute(routes, deps, {
    path: '/members/{id}/notes',
    tags: ['Members'],
    summary: 'Add a note about a member. It stays with the record and is emptied when the person is erased.',
    params: MemberPath,
    body: NewNote,
    answer: json(NoteAnswer, 'Noted'),
    carryOut: ({ caller, request, params: { id }, body }) => addNote(deps, caller, request, id, body.text),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/members/{id}/notes',
      tags: ['Members'],
      summary: 'The notes on a member, oldest first. Notes on entries are in the history.',
      request: { params: MemberPath },
      responses: { 200: json(NoteList, 'Every note'), ...refusals },
    }),
    async (c) => c.json({ items: await listNotes(deps, c.var.caller, c.req.valid('param').id) }, 200),
  )

  return routes
}
