import type { Deps } from '../../deps.ts'
import { type ImportRow, rowText } from '../../domain/import/row.ts'

/**
 * Whose row it is. `claimed`: imported before, and not undone. `known`: a member's, by NIK or by a claim whose import
 * was undone. `nobody`: new.
 */
export type RowOwner =
  | { kind: 'claimed'; memberId: string }
  | { kind: 'known'; memberId: string; undoneClaim?: string }
  | { kind: 'nobody' }

/** Finds whose rows these are, by consistent reads. */
export async function resolveRows(
  { importRows, members }: Pick<Deps, 'importRows' | 'members'>,
  rows: ImportRow[],
): Promise<RowOwner[]> {
  const niks = [...new Set(rows.flatMap(({ person }) => person.nik ?? []))]
  const [claims, ids] = await Promise.all([importRows.findClaims(rows.map(rowText)), members.idsByNik(niks)])
  const holders = new Map(niks.map((nik, i) => [nik, ids[i]]))
  return rows.map(({ person }, i): RowOwner => {
    const claim = claims[i]
    if (claim && !claim.isUndone) return { kind: 'claimed', memberId: claim.memberId }
    if (claim) return { kind: 'known', memberId: claim.memberId, undoneClaim: claim.hash }
    const holder = person.nik === undefined ? undefined : holders.get(person.nik)
    return holder === undefined ? { kind: 'nobody' } : { kind: 'known', memberId: holder }
  })
}
