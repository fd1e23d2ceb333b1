import { isSameClassification } from '../ledger/breakdown-dimensions.ts'
import type { StageEntry } from '../ledger/entry.ts'
import type { Member, Standing } from '../member/member.ts'
import { everyStage, type Programme } from '../programme/programme.ts'
import { type ActContext, type Outcome, todayIn } from './act-context.ts'
import { makeAttainedEntry, makeCorrectingEntry, makeStanding } from './stage-entries.ts'

/** The standing that completed the set of all stages: the one with the latest date; on equal dates, the later stage. */
export function findCompletingStanding(programme: Programme, member: Member): Standing | undefined {
  const standings = programme.stages
    .map(({ code }) => member.standings[code])
    .filter((standing) => standing !== undefined)
  if (standings.length < programme.stages.length) return undefined
  return standings.reduce((latest, standing) => (standing.happenedOn >= latest.happenedOn ? standing : latest))
}

const sameFact = (a: Standing, b: Standing) =>
  a.happenedOn === b.happenedOn && a.area === b.area && isSameClassification(a, b)

/**
 * Keeps the entry "holds every stage" in step with the stages held. The entry's date and place come from the stage
 * with the latest date, so figures do not depend on the order of recording. Returns the member and the new entries:
 * at most a reversal, with the given reason, and an attainment. `before` is the member as it was while the set was
 * complete; durations count from that member's first stage.
 */
export function withCompleteSet(context: ActContext, member: Member, reason = '', before = member): Outcome {
  const { [everyStage]: heldSet, ...standings } = member.standings
  const completion = findCompletingStanding(context.programme, member)
  if (heldSet && completion && sameFact(heldSet, completion)) return { member, entries: [] }
  const entries: StageEntry[] = []
  if (heldSet)
    entries.push(
      makeCorrectingEntry(context, before, everyStage, heldSet, {
        kind: 'reversed',
        decidedOn: todayIn(context),
        reason,
      }),
    )
  if (!completion) return { member: { ...member, standings }, entries }
  const entry = makeAttainedEntry(context, member, { ...completion, loan: undefined, stage: everyStage })
  entries.push(entry)
  return { member: { ...member, standings: { ...standings, [everyStage]: makeStanding(entry) } }, entries }
}
