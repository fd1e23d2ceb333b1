import { type ActContext, type Outcome, todayIn } from '../acts/act-context.ts'
import { findDependents, withoutStandings } from '../acts/reverse.ts'
import type { Member } from '../member/member.ts'
import type { Problem } from '../problems/app-error.ts'
import { everyStage } from '../programme/programme.ts'

/**
 * Reverses the stages that a member holds by the given entries, dependents first. Refused when a stage from another
 * source needs one of them. `unchanged` when they are reversed already.
 */
export function takeBack(
  context: ActContext,
  member: Member,
  entryIds: string[],
  reason: string,
): { kind: 'reversed'; outcome: Outcome } | { kind: 'unchanged' } | { kind: 'refused'; problems: Problem[] } {
  const { programme } = context
  const stages = programme.stages
    .map(({ code }) => code)
    .filter((stage) => {
      const standing = member.standings[stage]
      return standing && entryIds.includes(standing.origin ?? standing.entryId) && stage !== everyStage
    })
  if (stages.length === 0) return { kind: 'unchanged' }
  const problems = stages.flatMap((stage): Problem[] => {
    const dependents = findDependents(programme, member, stage).filter((other) => !stages.includes(other))
    return dependents.length === 0
      ? []
      : [{ code: 'stage_supports_others', path: [stage], params: { stage, dependents: dependents.join(', ') } }]
  })
  if (problems.length > 0) return { kind: 'refused', problems }
  const outcome = withoutStandings(context, member, stages.toReversed(), { reason, decidedOn: todayIn(context) })
  return { kind: 'reversed', outcome }
}
