import {
  changeClassification,
  isSameClassification,
  type PartialClassification,
} from '../ledger/breakdown-dimensions.ts'
import { Dimensions, type StageEntry } from '../ledger/entry.ts'
import type { Member, Standing } from '../member/member.ts'
import { invalid, type Problem, refuseAll } from '../problems/app-error.ts'
import { everyStage } from '../programme/programme.ts'
import { type ActContext, type Outcome, todayIn } from './act-context.ts'
import { findCompletingStanding } from './complete-set.ts'
import { listPlaceProblems } from './register.ts'
import { listReasonProblems } from './reverse.ts'
import { makeCorrectingEntry } from './stage-entries.ts'

/**
 * Corrects how a member is counted. Area and agency apply to the named stages; when none is named, to all stages and the
 * member. Gender, category and other personal dimensions apply to the whole member.
 */
export type Reclassification = PartialClassification & {
  area?: string | undefined
  stages?: string[] | undefined
  reason: string
}

/**
 * For each standing that changes, posts two entries: one takes it out of the old dimensions, one puts it into the new.
 */
export function reclassify(context: ActContext, member: Member, change: Reclassification): Outcome {
  refuseAll([
    ...listReasonProblems(context.programme, change.reason),
    ...listPlaceProblems(context, change),
    ...listHeldStageProblems(member, change.stages),
  ])
  const leaf = change.area === undefined ? undefined : context.areas.leafOf(change.area)
  const { agency, ...personDimensions } = changeClassification(member, change)
  const changedMember: Member = {
    ...member,
    ...personDimensions,
    ...(!change.stages && { area: change.area ?? member.area, agency }),
  }
  const entries: StageEntry[] = []
  const standings = { ...member.standings }
  const move = (stage: string, standing: Standing, to: Dimensions) => {
    if (sameDimensions(standing, to)) return
    entries.push(...makeOutAndInEntries(context, member, stage, standing, to, change.reason))
    standings[stage] = { ...standing, ...to }
  }
  for (const { code } of context.programme.stages) {
    const standing = member.standings[code]
    const isAffected = !change.stages || change.stages.includes(code)
    if (standing)
      move(code, standing, {
        area: (isAffected && leaf) || standing.area,
        agency: (isAffected && change.agency) || standing.agency,
        ...personDimensions,
      })
  }
  const setStanding = standings[everyStage]
  const completion = findCompletingStanding(context.programme, { ...changedMember, standings })
  if (setStanding && completion) move(everyStage, setStanding, Dimensions.parse(completion))

  const isSame = changedMember.area === member.area && isSameClassification(changedMember, member)
  if (entries.length === 0 && isSame) throw invalid('nothing_to_change')
  return { member: { ...changedMember, standings }, entries }
}

const sameDimensions = (a: Dimensions, b: Dimensions) => a.area === b.area && isSameClassification(a, b)

function makeOutAndInEntries(
  context: ActContext,
  member: Member,
  stage: string,
  standing: Standing,
  to: Dimensions,
  reason: string,
) {
  const correction = { decidedOn: todayIn(context), reason }
  return [
    makeCorrectingEntry(context, member, stage, standing, { ...correction, kind: 'reclassified_out' }),
    makeCorrectingEntry(context, member, stage, standing, { ...correction, kind: 'reclassified_in', dimensions: to }),
  ]
}

function listHeldStageProblems(member: Member, stages: string[] = []): Problem[] {
  return stages.flatMap((stage, i): Problem[] =>
    Object.hasOwn(member.standings, stage) && stage !== everyStage
      ? []
      : [{ code: 'stage_not_held', path: ['stages', i], params: { stage } }],
  )
}
