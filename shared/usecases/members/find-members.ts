import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { can, permit } from '../../domain/access/policy.ts'
import { Day } from '../../domain/calendar.ts'
import { makeNameBirthMark, makePhoneMark } from '../../domain/duplicates/mark.ts'
import type { Member } from '../../domain/member/member.ts'
import { MemberNumber } from '../../domain/values/member-number.ts'
import { PersonName } from '../../domain/values/name.ts'
import { Nik } from '../../domain/values/nik.ts'
import { Phone } from '../../domain/values/phone.ts'
import { findChainEnd, readChains } from '../duplicates/record-chains.ts'

/** The criteria of a search. Names match by sound: titles, dots and old spellings do not matter. */
export const MemberSearch = z
  .union([
    z.strictObject({ number: MemberNumber }),
    z.strictObject({ nik: Nik }),
    z.strictObject({ phone: Phone }),
    z.strictObject({ name: PersonName, birthDate: Day }),
  ])
  .meta({ id: 'MemberSearch' })
export type MemberSearch = z.infer<typeof MemberSearch>

type FindDeps = Pick<Deps, 'members' | 'matches' | 'frame'>

/**
 * The members within the caller's scope that match a search, oldest first. A merged record leads to its kept record if
 * the caller may see every record on the way.
 */
export async function findMembers(deps: FindDeps, caller: Caller, by: MemberSearch): Promise<Member[]> {
  permit(caller, 'member.read')
  const chains = await readChains(deps, await findIds(deps, by))
  const seen = chains.filter((chain) => chain.every((member) => can(deps.frame.areas, caller, 'member.read', member)))
  return [...new Map(seen.map(findChainEnd).map((member) => [member.id, member])).values()]
}

async function findIds({ members, matches }: FindDeps, by: MemberSearch): Promise<string[]> {
  if ('number' in by) return [by.number]
  if ('nik' in by) {
    const id = await members.idByNik(by.nik)
    return id === undefined ? [] : [id]
  }
  const mark = 'phone' in by ? makePhoneMark(by.phone) : makeNameBirthMark(by)
  return mark ? (await matches.find([mark])).flatMap(({ holders }) => holders) : []
}
