import { invalid } from '../problems/app-error.ts'
import type { Member, Remark } from './member.ts'

/** Notes are part of the member's item. Every list reads it and every act writes it, so it must stay small. */
const mostNotes = 200
const mostKilobytes = 6

/** Adds a note to an entry, if one is given. Throws `invalid` when the member's notes are full. */
export function withNote(member: Member, entryId: string | undefined, note: string | undefined): Member {
  if (note === undefined || entryId === undefined) return member
  return requireFit({ ...member, notes: { ...member.notes, [entryId]: note } }, 'note')
}

/** Adds a note that belongs to no entry. Throws `invalid` when the member's notes are full. */
export const withRemark = (member: Member, remark: Remark): Member =>
  requireFit({ ...member, remarks: [...(member.remarks ?? []), remark] }, 'text')

const sameNoteMs = 10 * 60_000

/** Whether the same person has added the same text within the last ten minutes. */
export const isNotedBefore = (remarks: Remark[], { by, text, at }: Omit<Remark, 'id'>): boolean =>
  remarks.some(
    (remark) => remark.by === by && remark.text === text && Date.parse(at) - Date.parse(remark.at) < sameNoteMs,
  )

function requireFit(member: Member, field: string): Member {
  const { notes, remarks = [] } = member
  const bytes = Buffer.byteLength(JSON.stringify([notes, remarks]))
  if (Object.keys(notes).length + remarks.length > mostNotes || bytes > mostKilobytes * 1024)
    throw invalid('notes_full', { most: mostNotes, limitKB: mostKilobytes }, [field])
  return member
}
