import type { PartialClassification } from '../ledger/breakdown-dimensions.ts'
import type { Member, NewMember } from '../member/member.ts'
import { listPersonProblems } from '../member/person.ts'
import { type Problem, refuseAll } from '../problems/app-error.ts'
import { listAreaProblems, listClassificationProblems } from '../programme/known-codes.ts'
import { firstStage } from '../programme/programme.ts'
import { type ActContext, type Outcome, todayIn } from './act-context.ts'
import { attain, listAttainmentProblems } from './attain.ts'

/** Registers a person as a member, which attains the first stage. Throws `invalid` with every problem. */
export function register(context: ActContext, id: string, input: NewMember): Outcome {
  const { registeredOn = todayIn(context), evidence, mailsIn, ...rest } = input
  const member: Member = {
    ...rest,
    id,
    version: 1,
    status: 'active',
    registeredAt: context.now.toISOString(),
    ...(mailsIn && { mailConsent: { at: context.now.toISOString(), language: mailsIn } }),
    standings: {},
    evidence: {},
    notes: {},
  }
  const area = context.areas.leafOf(input.area) ?? ''
  const fact = {
    stage: firstStage(context.programme).code,
    happenedOn: registeredOn,
    area,
    agency: input.agency,
    evidence,
  }
  refuseAll([
    ...listPersonProblems(input.person, todayIn(context), [registeredOn]),
    ...listMailProblems(input),
    ...listPlaceProblems(context, { ...input, agency: undefined }),
    ...listAttainmentProblems(context, member, fact).map((problem) =>
      problem.path?.[0] === 'happenedOn' ? { ...problem, path: ['registeredOn'] } : problem,
    ),
  ])
  return attain(context, member, fact)
}

/**
 * Registers an erased person again. The member number and the counted stages remain, so nothing counts twice; personal
 * data and place are new. Attains the first stage if it had been reversed.
 */
export function registerAgain(context: ActContext, erasedMember: Member, input: NewMember): Outcome {
  const { person, business, area, agency, evidence, mailsIn, registeredOn = todayIn(context) } = input
  refuseAll([
    ...listPersonProblems(person, todayIn(context), [registeredOn]),
    ...listMailProblems(input),
    ...listPlaceProblems(context, input),
  ])
  const { statusSince: _, business: __, identity: ___, ...kept } = erasedMember
  const at = context.now.toISOString()
  const revivedMember: Member = {
    ...kept,
    status: 'active',
    person,
    ...(business && { business }),
    ...(mailsIn && { mailConsent: { at, language: mailsIn } }),
    area,
    agency,
  }
  const stage = firstStage(context.programme).code
  if (revivedMember.standings[stage]) return { member: revivedMember, entries: [] }
  const leaf = context.areas.leafOf(area) ?? ''
  return attain(context, revivedMember, { stage, happenedOn: registeredOn, area: leaf, agency, evidence })
}

/** Mails need an address. */
const listMailProblems = ({ person, mailsIn }: Pick<NewMember, 'person' | 'mailsIn'>): Problem[] =>
  mailsIn !== undefined && person.email === undefined
    ? [{ code: 'mail_address_missing', path: ['person', 'email'] }]
    : []

/** Lists unknown codes of area and classification, and an area that is too wide to count in. */
export function listPlaceProblems(
  { programme, areas }: ActContext,
  { area, ...classification }: PartialClassification & { area?: string | undefined },
): Problem[] {
  const isTooWide = area !== undefined && areas.find(area) && !areas.leafOf(area)
  return [
    ...listAreaProblems(areas, area),
    ...(isTooWide ? [{ code: 'area_too_wide' as const, path: ['area'], params: { area } }] : []),
    ...listClassificationProblems(programme, classification),
  ]
}
