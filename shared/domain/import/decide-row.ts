import { type ActContext, type Outcome, todayIn } from '../acts/act-context.ts'
import { attain } from '../acts/attain.ts'
import { listPlaceProblems, register } from '../acts/register.ts'
import type { StageEntry } from '../ledger/entry.ts'
import type { Member } from '../member/member.ts'
import { AppError, type Problem, refuseAll } from '../problems/app-error.ts'
import { firstStage } from '../programme/programme.ts'
import { isNameLike, searchName } from '../values/name.ts'
import { findStandIns, type ImportRow } from './row.ts'

/** What a row does to a member, new or known: entries, nothing, or a refusal with every problem. */
export type RowDecision = (
  | { kind: 'added' | 'changed'; member: Member; entries: StageEntry[] }
  | { kind: 'unchanged' }
  | { kind: 'refused'; problems: Problem[]; holder?: UnseenHolder }
) & {
  /** The member's name in our records, if the row has another one. */
  nameHere?: string
}

/** Who holds a row's NIK, when the caller may learn only that it is taken. */
type UnseenHolder = { memberId: string; isErased: boolean }

/**
 * Decides a row about a new person: registers the person and attains the stages, by the same rules as any act. Problems name
 * the fields of the file.
 */
export function decideNewRow(context: ActContext, id: string, row: ImportRow): RowDecision {
  const first = firstStage(context.programme).code
  const registration = row.stages.find(({ stage }) => stage === first)
  const registrationOutcome = outcomeOrProblems(() => {
    const { stages: _, ...input } = row
    const evidence = registration?.evidence
    const registeredOn = registration?.happenedOn ?? todayIn(context)
    return register(context, id, { ...input, registeredOn, ...(evidence && { evidence }) })
  })
  if ('problems' in registrationOutcome) {
    const problems = registrationOutcome.problems.map((problem) => ({
      ...problem,
      path: [findRegistrationField(problem, first)],
    }))
    return { kind: 'refused', problems: removeRepeats([...problems, ...listLaterProblems(context, id, row)]) }
  }
  const { member: after, entries, problems } = attainAll(context, registrationOutcome.member, row)
  if (problems.length > 0) return { kind: 'refused', problems }
  return { kind: 'added', member: after, entries: [...registrationOutcome.entries, ...entries] }
}

/**
 * Decides a row about a member: attains the stages that the member lacks. The NIK identifies the member, so another
 * spelling of the name is only reported. Refuses a row that names somebody else under the same NIK, or gives a stage
 * another date than the member's.
 */
export function decideKnownRow(context: ActContext, member: Member, row: ImportRow): RowDecision {
  const nameHere = member.person?.name ?? ''
  const nameDifference = nameHere === row.person.name ? {} : { nameHere }
  if (!mayBeSamePerson(member, row))
    return { kind: 'refused', problems: [{ code: 'nik_other_name', path: ['nik'] }], ...nameDifference }
  const isHeld = ({ stage, happenedOn }: ImportRow['stages'][number]) =>
    member.standings[stage]?.happenedOn === happenedOn
  const {
    member: after,
    entries,
    problems,
  } = attainAll(context, member, { ...row, stages: row.stages.filter((stage) => !isHeld(stage)) }, true)
  if (problems.length > 0) return { kind: 'refused', problems, ...nameDifference }
  return entries.length === 0
    ? { kind: 'unchanged', ...nameDifference }
    : { kind: 'changed', member: after, entries, ...nameDifference }
}

/** A mistyped NIK may be somebody else's, so the birth date or a word of the name must agree too. */
function mayBeSamePerson({ person }: Member, { person: rowPerson }: ImportRow): boolean {
  if (!person) return false
  const sameBirth = person.birthDate !== undefined && person.birthDate === rowPerson.birthDate
  return sameBirth || searchName(person.name) === searchName(rowPerson.name) || isNameLike(person.name, rowPerson.name)
}

/** Attains the stages of a row in the programme's order. Each is judged with the stages before it attained. */
function attainAll(context: ActContext, member: Member, row: ImportRow, withFirst = false) {
  const first = firstStage(context.programme).code
  const problems: Problem[] = []
  const failedStages = new Set<unknown>()
  const entries: StageEntry[] = []
  let after = member
  for (const { stage, happenedOn, area = row.area, agency = row.agency, evidence } of row.stages) {
    if (stage === first && !withFirst) continue
    const outcome = outcomeOrProblems(() => {
      refuseAll(listPlaceProblems(context, { area }))
      return attain(context, after, {
        stage,
        happenedOn,
        area: context.areas.leafOf(area) ?? area,
        agency,
        evidence,
      })
    })
    if ('problems' in outcome) {
      failedStages.add(stage)
      // If a prerequisite is missing only because this row's own stage was refused, that is not another problem.
      const ownProblems = outcome.problems.filter(({ params }) => !failedStages.has(params?.missing))
      problems.push(...ownProblems.map((problem) => ({ ...problem, path: [findStageField(stage, problem)] })))
    } else {
      after = outcome.member
      entries.push(...outcome.entries)
    }
  }
  return { member: after, entries, problems }
}

/**
 * Lists the problems of the later stages of a row whose registration is refused, as if a stand-in had been registered.
 */
function listLaterProblems(context: ActContext, id: string, row: ImportRow): Problem[] {
  const standIn = register(context, id, {
    person: { name: row.person.name },
    gender: row.gender,
    ...findStandIns(context),
    registeredOn: `${context.firstMonth}-01`,
  })
  const { area, agency } = findStandIns(context)
  const isKnownAgency = context.programme.agencies.some(({ code }) => code === row.agency)
  const place = {
    ...row,
    area: context.areas.leafOf(row.area) ? row.area : area,
    agency: isKnownAgency ? row.agency : agency,
  }
  return attainAll(context, standIn.member, place).problems
}

const findRegistrationField = ({ path = [] }: Problem, first: string): string => {
  const [part, detail] = path
  if (part === 'person') return String(detail)
  if (part === 'registeredOn' || part === 'evidence') return part === 'evidence' ? `${first}.evidence` : first
  return String(part ?? first)
}

const findStageField = (stage: string, { path = [] }: Problem): string =>
  ['evidence', 'agency', 'area'].includes(String(path[0])) ? `${stage}.${path[0]}` : stage

/** The outcome of an act, or every problem for which it is refused. */
function outcomeOrProblems(act: () => Outcome): Outcome | { problems: Problem[] } {
  try {
    return act()
  } catch (error) {
    if (error instanceof AppError) return { problems: error.problems }
    throw error
  }
}

const removeRepeats = (problems: Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
]
