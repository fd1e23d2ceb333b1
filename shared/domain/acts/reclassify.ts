import { Dimensions, type StageEntry } from '../ledger/entry.ts'
import type { Member, Standing } from '../member/member.ts'
import { invalid, type Problem, refuseAll } from '../problems/app-error.ts'
import { everyStage } from '../programme/programme.ts'
import type { Gender } from '../values/gender.ts'
import { completingStanding } from './complete-set.ts'
import { correctingEntry, type Outcome, type Posting, todayOf } from './posting.ts'
import { placeProblems } from './register.ts'
import { reasonProblems } from './reverse.ts'

/**
 * A mistake in how a member was counted. Gender and category hold for the whole member; area and agency for the
 * stages named or, when none is named, for all of them and the member.
 */
export type Reclassification = {
  area?: string | undefined
  agency?: string | undefined
  gender?: Gender | undefined
  category?: string | undefined
  stages?: string[] | undefined
  reason: string
}

/** Moves what was counted by mistake: a negative and a positive half for each standing that changes. */
export function reclassify(posting: Posting, member: Member, change: Reclassification): Outcome {
  refuseAll([
    ...reasonProblems(posting.programme, change.reason),
    ...placeProblems(posting, change),
    ...stageProblems(member, change.stages),
  ])
  const leaf = change.area === undefined ? undefined : posting.areas.leafOf(change.area)
  const whole: Member = {
    ...member,
    gender: change.gender ?? member.gender,
    category: change.category ?? member.category,
    ...(!change.stages && { area: change.area ?? member.area, agency: change.agency ?? member.agency }),
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
        gender: whole.gender,
        category: whole.category,
      })
  }
  const set = standings[everyStage]
  const completing = completingStanding(posting.programme, { ...whole, standings })
  if (set && completing) move(everyStage, set, Dimensions.parse(completing))

  const isSame = (['area', 'agency', 'gender', 'category'] as const).every((key) => whole[key] === member[key])
  if (entries.length === 0 && isSame) throw invalid('nothing_to_change')
  return { members: [{ ...whole, standings }], entries }
}

const sameDimensions = (a: Dimensions, b: Dimensions) =>
  a.area === b.area && a.agency === b.agency && a.gender === b.gender && a.category === b.category

function halves(posting: Posting, member: Member, stage: string, standing: Standing, to: Dimensions, reason: string) {
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
