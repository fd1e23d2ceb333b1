import type { Deps } from '../../deps.ts'
import { BrokenGlass, type Caller, type GlassBreaking, type Grant } from '../../domain/access/grant.ts'
import { authorise, can, permit } from '../../domain/access/policy.ts'
import { dayOf, hourMs } from '../../domain/calendar.ts'
import { type IdempotentRequest, once } from '../once.ts'

export const GlassGrant = BrokenGlass.omit({ reason: true }).meta({ id: 'GlassGrant' })

type BreakDeps = Pick<Deps, 'grants' | 'breakGlassLog' | 'allowances' | 'frame' | 'claims' | 'commit' | 'now' | 'newId'>

/**
 * Lets the caller read one member's record for some hours, no matter where the member belongs. Nothing is looked up, so
 * the answer is the same whether or not the number belongs to anybody.
 */
export async function breakGlass(deps: BreakDeps, caller: Caller, request: IdempotentRequest, input: GlassBreaking) {
  permit(caller, 'glass.break')
  return once(deps, caller, request, GlassGrant, async (keepAnswer) => {
    const now = deps.now()
    const { subject } = caller
    const brokenGlass: BrokenGlass = {
      id: deps.newId('grt'),
      subject,
      member: input.number,
      from: now.toISOString(),
      until: new Date(now.getTime() + input.hours * hourMs).toISOString(),
      reason: input.reason,
    }
    const { reason: _, ...answer } = brokenGlass
    // The lowest role and no area, so that code which ignores the kind grants nothing.
    const grant: Grant = { ...answer, kind: 'break_glass', role: 'viewer', area: '', grantedBy: subject }
    const day = dayOf(now, deps.frame.programme.zone)
    await deps.commit(
      keepAnswer(answer),
      deps.allowances.use({ subject, what: 'break_glass', day }),
      deps.breakGlassLog.add(brokenGlass),
      ...deps.grants.add({ ...grant, grantedAt: grant.from }),
    )
    return answer
  })
}

/**
 * A page of break-glass events, newest first, for administrators of the member's present area and agency. Events about
 * a number that belongs to nobody go to administrators of the whole programme.
 */
export async function listBrokenGlass(
  { breakGlassLog, members, frame: { areas } }: Pick<Deps, 'breakGlassLog' | 'members' | 'frame'>,
  caller: Caller,
  { area = areas.root, agency }: { area?: string | undefined; agency?: string | undefined },
  page: { after?: string | undefined; limit: number },
): Promise<{ items: BrokenGlass[]; last?: string }> {
  authorise(areas, caller, 'glass.read', { area, agency })
  const found = await breakGlassLog.newest(page)
  const numbers = [...new Set(found.items.map(({ member }) => member))]
  const recordByNumber = new Map(await Promise.all(numbers.map(async (id) => [id, await members.get(id)] as const)))
  const items = found.items.filter(({ member }) => {
    const record = recordByNumber.get(member)
    if (!record) return area === areas.root && agency === undefined
    return (
      areas.isWithin(record.area, area) &&
      (agency === undefined || record.agency === agency) &&
      can(areas, caller, 'glass.read', { area: record.area, agency: record.agency })
    )
  })
  return { ...found, items }
}
