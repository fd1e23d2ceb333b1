import type { Day } from '../calendar.ts'
import type { Member } from '../member/member.ts'
import type { Problem } from '../problems/app-error.ts'
import { findOrderPolicy, firstStage, type Programme, type Stage } from '../programme/programme.ts'

/**
 * Applies the order policy of the day. A strict order needs every earlier stage, attained on the same day or before; a
 * free one needs only the first. Names every prerequisite that is missing or too late.
 */
export function listOrderProblems(programme: Programme, member: Member, stage: Stage, day: Day): Problem[] {
  const policy = findOrderPolicy(programme, day)
  const first = firstStage(programme)
  if (stage.code === first.code) return []
  if (policy.order === 'free') return member.standings[first.code] ? [] : [makeMissingProblem(first.code, policy.from)]
  const earlier = programme.stages.slice(0, programme.stages.indexOf(stage))
  return earlier.flatMap(({ code }): Problem[] => {
    const heldOn = member.standings[code]?.happenedOn
    if (heldOn === undefined) return [makeMissingProblem(code, policy.from)]
    return heldOn > day ? [{ code: 'stage_prerequisite_later', params: { missing: code, heldOn, day } }] : []
  })
}

const makeMissingProblem = (code: string, policyFrom: Day): Problem => ({
  code: 'stage_prerequisite_missing',
  params: { missing: code, policyFrom },
})
