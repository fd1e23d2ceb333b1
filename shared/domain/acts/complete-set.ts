import { isSameClassification } from '../ledger/dimensions.ts'
import type { StageEntry } from '../ledger/entry.ts'
import type { Member, Standing } from '../member/member.ts'
import { everyStage, type Programme } from '../programme/programme.ts'
import { type ActContext, type Outcome, todayIn } from './act-context.ts'
import { attainedEntry, correctingEntry, standingFrom } from './stage-entries.ts'

/** The standing that made the set of all stages whole: the latest date, and of equal dates the later stage. */
export function completingStanding(programme: Programme, member: Member): Standing | undefined {
  const held = programme.stages.map(({ code }) => member.standings[code]).filter((standing) => standing !== undefined)
  if (held.length < programme.stages.length) return undefined
  return held.reduce((latest, standing) => (standing.happenedOn >= latest.happenedOn ? standing : latest))
}

const sameFact = (a: Standing, b: Standing) =>
  a.happenedOn === b.happenedOn && a.area === b.area && isSameClassification(a, b)

/**
 * Keeps the entry "holds every stage" in step with the stages held. It is an entry of its own, dated and placed by
 * the stage with the latest date, so that the order in which stages are recorded does not change any figure.
 * Returns the member and the entries this takes (none, one, or a reversal, for the given reason, and a new one).
 * `before` is the member for whom the set was whole, who still holds the first stage: durations are counted from it.
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
