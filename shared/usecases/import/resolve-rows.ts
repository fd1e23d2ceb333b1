import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { type ImportRow, makeRowText } from '../../domain/import/row.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { isHeldByVisibleMember, seesEveryMember } from '../members/taken-nik.ts'

/**
 * The member whom a row is about. `claimed`: the row was imported before, and not undone. `known`: a member has its
 * NIK, or its import was undone. `nobody`: the row is about a new person.
 */
export type RowOwner =
  | { kind: 'claimed'; memberId: string }
  | { kind: 'known'; memberId: string; undoneClaim?: string }
  | { kind: 'nobody' }

type ResolveDeps = Pick<Deps, 'importRows' | 'members' | 'frame'>

const claimsAtOnce = 16

/**
 * Finds whose rows these are, by consistent reads. If the caller may not see the member of a claimed row, the row is
 * only `known`: it is answered like any other taken NIK.
 */
export async function resolveRows(deps: ResolveDeps, caller: Caller, rows: ImportRow[]): Promise<RowOwner[]> {
  const { importRows, members } = deps
  const niks = [...new Set(rows.flatMap(({ person }) => person.nik ?? []))]
  const [claims, ids] = await Promise.all([importRows.findClaims(rows.map(makeRowText)), members.idsByNik(niks)])
  const holders = new Map(niks.map((nik, i) => [nik, ids[i]]))
  const owners = rows.map(({ person }, i): RowOwner => {
    const claim = claims[i]
    if (claim && !claim.isUndone) return { kind: 'claimed', memberId: claim.memberId }
    if (claim) return { kind: 'known', memberId: claim.memberId, undoneClaim: claim.hash }
    const holder = person.nik === undefined ? undefined : holders.get(person.nik)
    return holder === undefined ? { kind: 'nobody' } : { kind: 'known', memberId: holder }
  })
  if (seesEveryMember(deps, caller)) return owners
  return mapAtOnce([...owners.entries()], claimsAtOnce, async ([i, owner]): Promise<RowOwner> => {
    const { nik } = rows[i]?.person ?? {}
    if (owner.kind !== 'claimed' || nik === undefined || (await isHeldByVisibleMember(deps, caller, nik))) return owner
    return { kind: 'known', memberId: owner.memberId }
  })
}
