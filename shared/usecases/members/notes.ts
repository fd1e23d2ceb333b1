import * as z from 'zod'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import type { Remark } from '../../domain/member/member.ts'
import { isNotedBefore, withRemark } from '../../domain/member/note.ts'
import { conflict } from '../../domain/problems/app-error.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { type LedgerWrite, post } from '../ledger/post.ts'
import type { IdempotentRequest } from '../once.ts'
import { type ReadMemberDeps, readMember } from './member-access.ts'
import { type MemberDeps, onceAbout } from './member-act.ts'
import { trace } from './trace.ts'

/** The answer to a note. It is kept for good, so it has none of the note's text. */
export const NoteAnswer = z
  .object({ id: z.string(), memberId: z.string(), version: z.int(), at: z.string() })
  .meta({ id: 'Noted' })
type NoteAnswer = z.infer<typeof NoteAnswer>

/** Adds a note to a member, with its author and time. Throws `conflict` for a merged or erased record. */
export async function addNote(deps: MemberDeps, caller: Caller, request: IdempotentRequest, id: string, text: string) {
  return onceAbout(deps, caller, 'member.write', request, NoteAnswer, (keepAnswer) =>
    post(deps, byOfficer(caller), async (context): Promise<LedgerWrite<NoteAnswer>> => {
      const member = await readMember(deps, caller, 'member.write', id)
      if (member.status === 'merged' || member.status === 'erased')
        throw conflict('member_inactive', { status: member.status })
      const remark = { id: deps.newId('nte'), at: context.now.toISOString(), by: caller.subject, text }
      const withNote = nextVersion(withRemark(member, remark))
      const answer = { id: remark.id, memberId: id, version: withNote.version, at: remark.at }
      const trailWrite = trace(deps, context, { memberId: id, act: 'noted' })
      return { members: [withNote], entries: [], otherWrites: [keepAnswer(answer), trailWrite], answer }
    }),
  )
}

/**
 * Adds a note that somebody typed into a form. If the same person has just added the same text, adds nothing: the form
 * was sent again after the browser's "back", with a new key.
 */
export async function addTypedNote(
  deps: MemberDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  text: string,
): Promise<void> {
  const { remarks = [] } = await readMember(deps, caller, 'member.write', id)
  if (!isNotedBefore(remarks, { by: caller.subject, text, at: deps.now().toISOString() }))
    await addNote(deps, caller, request, id, text)
}

/** The notes on a member, oldest first. */
export async function listNotes(deps: ReadMemberDeps, caller: Caller, id: string): Promise<Remark[]> {
  const { remarks = [] } = await readMember(deps, caller, 'member.trail', id)
  return remarks
}
