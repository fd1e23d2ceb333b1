import { isSameClassification } from '../ledger/breakdown-dimensions.ts'
import type { StageEntry } from '../ledger/entry.ts'
import type { Member, Standing } from '../member/member.ts'
import { everyStage, type Programme } from '../programme/programme.ts'
import { type ActContext, type Outcome, todayIn } from './act-context.ts'
import { attainedEntry, correctingEntry, standingFrom } from './stage-entries.ts'

/** The standing that completed the set of all stages: the one with the latest date; on equal dates, the later stage. */
export function completingStanding(programme: Programme, member: Member): Standing | undefined {
  const held = programme.stages.map(({ code }) => member.standings[code]).filter((standing) => standing !== undefined)
  if (held.length < programme.stages.length) return undefined
  return held.reduce((latest, standing) => (standing.happenedOn >= latest.happenedOn ? standing : latest))
}

const sameFact = (a: Standing, b: Standing) =>
  a.happenedOn === b.happenedOn && a.area === b.area && isSameClassification(a, b)

/**
 * Keeps the entry "holds every stage" in step with the stages held. Its date and place come from the stage with the
 * latest date, so figures do not depend on the order of recording. Returns the member and the new entries: none; one;
 * or a reversal, with the given reason, and a new one. `before` is the member from the time when the set was complete.
 * Durations count from its first stage.
 */
export function withCompleteSet(context: ActContext, member: Member, reason = '', before = member): Outcome {
  const { [everyStage]: claimed, ...standings } = member.standings
  const completing = completingStanding(context.programme, member)
  if (claimed && completing && sameFact(claimed, completing)) return { member, entries: [] }
  const entries: StageEntry[] = []
  if (claimed)
    entries.push(
      correctingEntry(context, before, everyStage, claimed, { kind: 'reversed', decidedOn: todayIn(context), reason }),
    )
  if (!completing) return { member: { ...member, standings }, entries }
  const entry = attainedEntry(context, member, { ...completing, loan: undefined, stage: everyStage })
  entries.push(entry)
  return { member: { ...member, standings: { ...standings, [everyStage]: standingFrom(entry) } }, entries }
}
