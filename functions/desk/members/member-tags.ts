import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { MemberView } from '../../../shared/domain/member/member-view.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { tag } from '../layout/parts.ts'
import type { DeskWording } from '../layout/wording.ts'

export const statusNames: Record<MemberView['status'], Bilingual> = {
  active: { id: 'Aktif', en: 'Active' },
  withdrawn: { id: 'Mundur', en: 'Withdrawn' },
  merged: { id: 'Digabung', en: 'Merged' },
  erased: { id: 'Data dihapus', en: 'Erased' },
}

/** Tags for what an officer must notice about a record, in words and not only by colour. */
export function statusTags(
  { status, identity, restrictedAt, contactRefusedAt }: MemberView,
  { say, sayOf }: DeskWording,
): Markup {
  return html`${status !== 'active' && tag(sayOf(statusNames[status]), 'heed')}
${identity?.status === 'unverified' && tag(say('Belum diverifikasi', 'Not verified'), 'heed')}${identity?.status === 'rejected' && tag(say('Identitas ditolak', 'Identity rejected'), 'bad')}
${restrictedAt !== undefined && tag(say('Pemrosesan dibatasi', 'Processing restricted'), 'bad')}${contactRefusedAt !== undefined && tag(say('Jangan dihubungi', 'Do not contact'), 'heed')}`
}
