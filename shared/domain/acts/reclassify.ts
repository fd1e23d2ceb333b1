import { changeClassification, isSameClassification, type PartialClassification } from '../ledger/dimensions.ts'
import { Dimensions, type StageEntry } from '../ledger/entry.ts'
import type { Member, Standing } from '../member/member.ts'
import { invalid, type Problem, refuseAll } from '../problems/app-error.ts'
import { everyStage } from '../programme/programme.ts'
import { completingStanding } from './complete-set.ts'
import { type ActContext, correctingEntry, type Outcome, todayOf } from './posting.ts'
import { placeProblems } from './register.ts'
import { reasonProblems } from './reverse.ts'

/**
 * A mistake in how a member was counted. Area and agency hold for the stages named or, when none is named, for all of
 * them and the member; gender, category and so on hold for the whole member.
 */
export type Reclassification = PartialClassification & {
  area?: string | undefined
  stages?: string[] | undefined
  reason: string
}

/** Moves what was counted by mistake: a negative and a positive half for each standing that changes. */
export function reclassify(posting: ActContext, member: Member, change: Reclassification): Outcome {
  refuseAll([
    ...reasonProblems(posting.programme, change.reason),
    ...placeProblems(posting, change),
    ...stageProblems(member, change.stages),
  ])
  const leaf = change.area === undefined ? undefined : posting.areas.leafOf(change.area)
  const { agency, ...ofPerson } = changeClassification(member, change)
  const whole: Member = {
    ...member,
    ...ofPerson,
    ...(!change.stages && { area: change.area ?? member.area, agency }),
  }
  const entries: StageEntry[] = []
  const standings = { ...member.standings }
  const move = (stage: string, standing: Standing, to: Dimensions) => {
    if (sameDimensions(standing, to)) return
    entries.push(...halves(posting, member, stage, standing, to, change.reason))
    standings[stage] = { ...standing, ...to }
  }
  for (const { code } of posting.programme.stages) {
    const standing = member.standings[code]
    const isPlaced = !change.stages || change.stages.includes(code)
    if (standing)
      move(code, standing, {
        area: (isPlaced && leaf) || standing.area,
        agency: (isPlaced && change.agency) || standing.agency,
        ...ofPerson,
      })
  }
  const set = standings[everyStage]
  const completing = completingStanding(posting.programme, { ...whole, standings })
  if (set && completing) move(everyStage, set, Dimensions.parse(completing))

  const isSame = whole.area === member.area && isSameClassification(whole, member)
  if (entries.length === 0 && isSame) throw invalid('nothing_to_change')
  return { member: { ...whole, standings }, entries }
}

const sameDimensions = (a: Dimensions, b: Dimensions) => a.area === b.area && isSameClassification(a, b)

function halves(
  posting: ActContext,
  member: Member,
  stage: string,
  standing: Standing,
  to: Dimensions,
  reason: string,
) {
  const correction = { decidedOn: todayOf(posting), reason }
  return [
    correctingEntry(posting, member, stage, standing, { ...correction, kind: 'reclassified_out' }),
    correctingEntry(posting, member, stage, standing, { ...correction, kind: 'reclassified_in', dimensions: to }),
  ]
}

function stageProblems(member: Member, stages: string[] = []): Problem[] {
  return stages.flatMap((stage, i): Problem[] =>
    Object.hasOwn(member.standings, stage) && stage !== everyStage
      ? []
      : [{ code: 'stage_not_held', path: ['stages', i], params: { stage } }],
  )
}
