import { invalid } from '../problems/app-error.ts'
import type { Member, Remark } from './member.ts'

/** Notes lie in the member's item, which is read with every list and written with every act: it is to stay small. */
const mostNotes = 200
const mostKilobytes = 6

/** The member with a note on an entry, if there is one. Throws `invalid` when the member has as many as fit. */
export function withNote(member: Member, entryId: string | undefined, note: string | undefined): Member {
  if (note === undefined || entryId === undefined) return member
  return requireFit({ ...member, notes: { ...member.notes, [entryId]: note } }, 'note')
}

/** The member with a note that is on no entry. Throws `invalid` when the member has as many as fit. */
export const withRemark = (member: Member, remark: Remark): Member =>
  requireFit({ ...member, remarks: [...(member.remarks ?? []), remark] }, 'text')

function requireFit(member: Member, field: string): Member {
  const { notes, remarks = [] } = member
  const bytes = Buffer.byteLength(JSON.stringify([notes, remarks]))
  if (Object.keys(notes).length + remarks.length > mostNotes || bytes > mostKilobytes * 1024)
    throw invalid('notes_full', { most: mostNotes, limitKB: mostKilobytes }, [field])
  return member
}
