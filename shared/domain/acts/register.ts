import type { PartialClassification } from '../ledger/dimensions.ts'
import type { Member, NewMember } from '../member/member.ts'
import { personProblems } from '../member/person.ts'
import { type Problem, refuseAll } from '../problems/app-error.ts'
import { areaProblems, classificationProblems } from '../programme/known-codes.ts'
import { firstStage } from '../programme/programme.ts'
import { attain, attainmentProblems } from './attain.ts'
import { type ActContext, type Outcome, todayOf } from './posting.ts'

/** Makes a member of a person: the first stage is attained by registering. Throws `invalid` with every problem. */
export function register(posting: ActContext, id: string, input: NewMember): Outcome {
  const { registeredOn = todayOf(posting), evidence, ...rest } = input
  const member: Member = {
    ...rest,
    id,
    version: 1,
    status: 'active',
    registeredAt: posting.now.toISOString(),
    standings: {},
    evidence: {},
    notes: {},
  }
  const area = posting.areas.leafOf(input.area) ?? ''
  const fact = {
    stage: firstStage(posting.programme).code,
    happenedOn: registeredOn,
    area,
    agency: input.agency,
    evidence,
  }
  refuseAll([
    ...personProblems(input.person, todayOf(posting)),
    ...placeProblems(posting, { ...input, agency: undefined }),
    ...attainmentProblems(posting, member, fact).map((problem) =>
      problem.path?.[0] === 'happenedOn' ? { ...problem, path: ['registeredOn'] } : problem,
    ),
  ])
  return attain(posting, member, fact)
}

/**
 * An erased person who registers again: the member number and what was counted stand, so nothing is counted twice;
 * only the personal data and the place are new. The first stage is attained if it had been reversed before.
 */
export function registerAgain(posting: ActContext, erased: Member, input: NewMember): Outcome {
  const { person, business, area, agency, evidence, registeredOn = todayOf(posting) } = input
  refuseAll([...personProblems(person, todayOf(posting)), ...placeProblems(posting, input)])
  const { statusSince: _, business: __, identity: ___, ...kept } = erased
  const revived: Member = { ...kept, status: 'active', person, ...(business && { business }), area, agency }
  const stage = firstStage(posting.programme).code
  if (revived.standings[stage]) return { member: revived, entries: [] }
  const leaf = posting.areas.leafOf(area) ?? ''
  return attain(posting, revived, { stage, happenedOn: registeredOn, area: leaf, agency, evidence })
}

/** Codes that the programme does not know, of an area or a classification, or an area too wide to count in. */
export function placeProblems(
  { programme, areas }: ActContext,
  { area, ...classification }: PartialClassification & { area?: string | undefined },
): Problem[] {
  const isTooWide = area !== undefined && areas.find(area) && !areas.leafOf(area)
  return [
    ...areaProblems(areas, area),
    ...(isTooWide ? [{ code: 'area_too_wide' as const, path: ['area'], params: { area } }] : []),
    ...classificationProblems(programme, classification),
  ]
}
