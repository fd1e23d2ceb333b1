import type { Day } from '../calendar.ts'
import type { Member } from '../member/member.ts'
import { withNote } from '../member/note.ts'
import { AppError, conflict, type Problem, refuseAll } from '../problems/app-error.ts'
import { everyStage, findOrderPolicy, firstStage, type Programme } from '../programme/programme.ts'
import type { ActContext, Outcome } from './act-context.ts'
import { listDateProblems } from './attain.ts'
import { withCompleteSet } from './complete-set.ts'
import { makeCorrectingEntry } from './stage-entries.ts'

export type Reversal = {
  stage: string
  reason: string
  decidedOn: Day
  /** Also reverse every stage that needs this one. */
  cascade: boolean
  note?: string | undefined
}

/**
 * Reverses a stage. When other stages need it, the reversal is refused and names them, unless `cascade` reverses them all
 * together. The stage may be attained again.
 */
export function reverse(context: ActContext, member: Member, reversal: Reversal): Outcome {
  const { stage, reason, decidedOn, cascade, note } = reversal
  refuseAll([
    ...listReasonProblems(context.programme, reason),
    ...listDateProblems(context, decidedOn, 'decidedOn'),
    ...(context.programme.stages.some(({ code }) => code === stage) && member.standings[stage]
      ? []
      : [{ code: 'stage_not_held' as const, path: ['stage'], params: { stage } }]),
  ])
  const loan = member.standings[stage]?.loan
  if (loan !== undefined) throw conflict('stage_by_loan', { stage, loan }, ['stage'])
  const dependents = findDependents(context.programme, member, stage)
  if (dependents.length > 0 && !cascade)
    throw new AppError('conflict', [
      { code: 'stage_supports_others', path: ['cascade'], params: { stage, dependents: dependents.join(', ') } },
    ])
  const outcome = withoutStandings(context, member, [stage, ...dependents], { reason, decidedOn })
  return { ...outcome, member: withNote(outcome.member, outcome.entries[0]?.id, note) }
}

/** Reverses some stages, and the complete set with them. Entries come in the order of `stages`. */
export function withoutStandings(
  context: ActContext,
  member: Member,
  stages: string[],
  { reason, decidedOn }: { reason: string; decidedOn: Day },
): Outcome {
  const entries = stages.flatMap((stage) => {
    const standing = member.standings[stage]
    return standing
      ? [makeCorrectingEntry(context, member, stage, standing, { kind: 'reversed', decidedOn, reason })]
      : []
  })
  const standings = Object.fromEntries(Object.entries(member.standings).filter(([stage]) => !stages.includes(stage)))
  const evidence = Object.fromEntries(Object.entries(member.evidence).filter(([stage]) => !stages.includes(stage)))
  const outcome = withCompleteSet(context, { ...member, standings, evidence }, reason, member)
  return { member: outcome.member, entries: [...entries, ...outcome.entries] }
}

export function listReasonProblems({ reasons }: Programme, reason: string): Problem[] {
  return reasons.some(({ code }) => code === reason)
    ? []
    : [{ code: 'reason_unknown', path: ['reason'], params: { reason } }]
}

/** The held stages that need `stage`, in the programme's order. The order policy of each stage's own date decides. */
export function findDependents(programme: Programme, member: Member, stage: string): string[] {
  const order = programme.stages.map(({ code }) => code)
  const isFirst = firstStage(programme).code === stage
  return order.filter((other) => {
    const standing = member.standings[other]
    if (!standing || other === stage || other === everyStage) return false
    const strict = findOrderPolicy(programme, standing.happenedOn).order === 'strict'
    return isFirst || (strict && order.indexOf(other) > order.indexOf(stage))
  })
}
