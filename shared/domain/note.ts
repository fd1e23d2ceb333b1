import { invalid } from './app-error.ts'
import type { Member } from './member.ts'

/** Notes lie in the member's item, which DynamoDB limits to 400 KB. */
const mostNotes = 200

/** The member with a note on an entry, if there is one. Throws `invalid` when the member has as many as fit. */
export function withNote(member: Member, entryId: string | undefined, note: string | undefined): Member {
  if (note === undefined || entryId === undefined) return member
  if (Object.keys(member.notes).length >= mostNotes) throw invalid('notes_full', { most: mostNotes }, ['note'])
  return { ...member, notes: { ...member.notes, [entryId]: note } }
}
