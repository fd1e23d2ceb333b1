import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { dailyAllowance } from '../../domain/access/allowance.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { can } from '../../domain/access/policy.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { dayOf } from '../../domain/calendar.ts'
import type { Member } from '../../domain/member/member.ts'
import { conflict } from '../../domain/problems/app-error.ts'
import { findKeptRecord } from './kept-record.ts'
import { trace } from './trace.ts'

// "Already registered" tells a caller something about a person whom the caller may not see. So before that answer,
// imports, the API and the desk count it against one daily allowance and record it in that person's trail. When the
// allowance is used up, a free NIK is refused like a taken one.

type AllowanceDeps = Pick<Deps, 'allowances' | 'frame' | 'now'>
export type TakenNikDeps = AllowanceDeps & Pick<Deps, 'members' | 'trail' | 'commit' | 'newId'>

/** Whether the caller may see all members. */
export const seesEveryMember = ({ frame: { areas } }: Pick<Deps, 'frame'>, caller: Caller): boolean =>
  can(areas, caller, 'member.read', { area: areas.root })

const makeAllowanceUse = ({ frame, now }: AllowanceDeps, { subject }: Caller) =>
  ({ subject, what: 'taken_nik', day: dayOf(now(), frame.programme.zone) }) as const

/** Whether the caller may see a record. Nobody may see an erased one. */
const isSeen = ({ frame: { areas } }: Pick<Deps, 'frame'>, caller: Caller, member: Member): boolean =>
  member.status !== 'erased' && can(areas, caller, 'member.read', member)

/** The condition under which a caller may claim a free NIK. Belongs in the transaction of the claim. */
export const requireNikAllowance = (deps: AllowanceDeps, caller: Caller): Write[] =>
  seesEveryMember(deps, caller) ? [] : [deps.allowances.requireLeft(makeAllowanceUse(deps, caller))]

/** Whether the caller has used up today's allowance of answers that a NIK is taken. */
export const isNikAllowanceUsed = async (deps: AllowanceDeps, caller: Caller): Promise<boolean> =>
  !seesEveryMember(deps, caller) &&
  (await deps.allowances.countUsed(makeAllowanceUse(deps, caller))) >= dailyAllowance.taken_nik

/** Counts each member whom the caller thereby learns to be registered, and records it in that member's trail. */
export const makeDisclosureWrites = (
  deps: AllowanceDeps & Pick<Deps, 'trail' | 'newId'>,
  caller: Caller,
  who: Pick<ActContext, 'actor' | 'source'>,
  memberIds: string[],
): Write[] =>
  memberIds.length === 0
    ? []
    : [
        deps.allowances.use({ ...makeAllowanceUse(deps, caller), times: memberIds.length }),
        ...memberIds.map((memberId) => trace(deps, { ...who, now: deps.now() }, { memberId, act: 'nik_met' })),
      ]

/** Throws `conflict` (`nik_taken`) for a NIK that somebody holds, or `too_many` if the caller may not learn of more. */
export async function refuseTakenNik(deps: TakenNikDeps, caller: Caller, nik: string): Promise<never> {
  const id = await deps.members.idByNik(nik)
  const holder = id === undefined ? undefined : await findKeptRecord(deps, id)
  if (holder && !isSeen(deps, caller, holder))
    await deps.commit(...makeDisclosureWrites(deps, caller, byOfficer(caller), [holder.id]))
  throw conflict('nik_taken', {}, ['person', 'nik'])
}

/** Whether the holder of a NIK is somebody whom the caller may see. */
export async function isHeldByVisibleMember(
  deps: Pick<Deps, 'members' | 'frame'>,
  caller: Caller,
  nik: string,
): Promise<boolean> {
  const id = await deps.members.idByNik(nik)
  const holder = id === undefined ? undefined : await findKeptRecord(deps, id)
  return holder !== undefined && isSeen(deps, caller, holder)
}
