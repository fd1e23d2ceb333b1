import type { Reclassification } from '../../../shared/domain/acts/reclassify.ts'
import type { DemoAct, DemoMember } from './acts.ts'
import { wib } from './calendar.ts'
import {
  type DemoDraw,
  drawAttainment,
  drawOfficeMinute,
  drawRecordingTime,
  officerSubject,
  sortByTime,
} from './members.ts'

type Registration = Extract<DemoAct, { kind: 'register' }>
type Attainment = Extract<DemoAct, { kind: 'attain' }>

/**
 * Adds mistakes and their corrections to members: stages reversed and recorded again, places and genders reclassified,
 * people registered twice. Which stages a member holds at the end of the demo does not change.
 */
export function addMistakes(draw: DemoDraw, members: DemoMember[]): DemoMember[] {
  const { random, lastDay } = draw
  const count = (perMille: number) => Math.max(2, Math.round((members.length * perMille) / 1000))
  const untouchedMembers = new Set(random.pickSome(members, members.length))
  const take = (most: number, suits: (member: DemoMember) => boolean): DemoMember[] => {
    const chosenMembers = [...untouchedMembers].filter(suits).slice(0, most)
    for (const member of chosenMembers) untouchedMembers.delete(member)
    return chosenMembers
  }
  const isEarly = (member: DemoMember) => draw.dayNumber(findRegistration(member).at) < lastDay - 40
  const lacks = (stage: string) => (member: DemoMember) => isEarly(member) && !findAttainment(member, stage)
  const canBeRedated = (member: DemoMember) =>
    isEarly(member) && (findAttainment(member, 'P2')?.happenedOn ?? '') > draw.dayAt(20)

  const addedActs = new Map<DemoMember, DemoAct[]>([
    ...take(count(2), lacks('P4')).map((m, i) => [m, takeBackStage(draw, m, 'P4', 'not_entitled', i)] as const),
    ...take(count(0.7), lacks('P7')).map((m, i) => [m, takeBackStage(draw, m, 'P7', 'loan_withdrawn', i)] as const),
    ...take(count(2), canBeRedated).map((m, i) => [m, redateClass(draw, m, i)] as const),
    ...take(count(2), isEarly).map((m, i) => [m, reclassifyMember(draw, m, i, { area: otherArea(draw, m) })] as const),
    ...take(count(2), isEarly).map(
      (m, i) => [m, reclassifyMember(draw, m, i, { agency: otherAgency(draw, m) })] as const,
    ),
    ...take(count(2), isUnknown).map((m, i) => [m, reclassifyMember(draw, m, i, { gender: 'female' })] as const),
  ])
  const duplicates = take(count(3), isEarly).map((member, i) => makeDuplicate(draw, member, i))
  return [
    ...members.map((member) => ({ ...member, acts: sortByTime([...member.acts, ...(addedActs.get(member) ?? [])]) })),
    ...duplicates,
  ]
}

function findRegistration({ acts }: DemoMember): Registration {
  const [first] = acts
  if (first?.kind !== 'register') throw new Error("The member's first act is not the registration")
  return first
}

const findAttainment = ({ acts }: DemoMember, stage: string): Attainment | undefined =>
  acts.find((act): act is Attainment => act.kind === 'attain' && act.stage === stage)

const isUnknown = (member: DemoMember) => findRegistration(member).input.gender === 'unknown'
const otherArea = ({ mix }: DemoDraw, member: DemoMember) => mix.neighbour(member.area)
const otherAgency = ({ mix }: DemoDraw, member: DemoMember) => mix.otherAgency(findRegistration(member).input.agency)
const officerFor = (member: DemoMember) => officerSubject(findRegistration(member).input.agency)

/**
 * Draws an instant after `start`. For every second member it is in the demo's last month, so that the report of that
 * month shows corrections.
 */
function drawLater({ random, dayAt, dayNumber, lastDay, firstDayOfLastMonth }: DemoDraw, start: Date, i: number): Date {
  const from = Math.max(dayNumber(start) + 1, i % 2 === 0 ? firstDayOfLastMonth : 0)
  const at = wib(dayAt(random.int(Math.min(from, lastDay), lastDay)), drawOfficeMinute(random))
  return at > start ? at : minuteAfter(start)
}

const minuteAfter = (instant: Date) => new Date(instant.getTime() + 60_000)

function takeBackStage(draw: DemoDraw, member: DemoMember, stage: string, reason: string, i: number): DemoAct[] {
  const { at: after, input } = findRegistration(member)
  const day = draw.random.int(draw.dayNumber(after) + 1, draw.lastDay - 30)
  const attainment = drawAttainment(draw, { stage, day, agency: input.agency, after })
  return [
    attainment,
    { kind: 'reverse', at: drawLater(draw, attainment.at, i), actor: officerFor(member), stage, reason },
  ]
}

/** Corrects the date of a class that took place earlier than recorded. */
function redateClass(draw: DemoDraw, member: DemoMember, i: number): DemoAct[] {
  const wrong = findAttainment(member, 'P2')
  if (!wrong) return []
  const { stage, agency, happenedOn } = wrong
  const at = drawLater(draw, wrong.at, i)
  const day = draw.dayNumber(wib(happenedOn, 0)) - draw.random.int(3, 20)
  return [
    { kind: 'reverse', at, actor: officerFor(member), stage, reason: 'wrong_date' },
    { ...wrong, at: minuteAfter(at), agency, happenedOn: draw.dayAt(day) },
  ]
}

const reclassifyMember = (
  draw: DemoDraw,
  member: DemoMember,
  i: number,
  change: Omit<Reclassification, 'reason'>,
): DemoAct[] => [
  {
    kind: 'reclassify',
    at: drawLater(draw, findRegistration(member).at, i),
    actor: officerFor(member),
    change: { ...change, reason: 'data_entry_mistake' },
  },
]

/** Makes a second record of the same person, without a NIK and in a neighbouring kelurahan. The office notices it later. */
function makeDuplicate(draw: DemoDraw, member: DemoMember, i: number): DemoMember {
  const { input } = findRegistration(member)
  const { nik: _, ...person } = input.person
  const area = draw.mix.neighbour(input.area)
  const day = draw.random.int(0, draw.lastDay - 30)
  const at = drawRecordingTime(draw, day)
  const registration: DemoAct = {
    kind: 'register',
    at,
    actor: officerFor(member),
    input: { ...input, person, area, registeredOn: draw.dayAt(day) },
  }
  const training = drawAttainment(draw, { stage: 'P2', day: day + 1, agency: input.agency, after: at })
  return {
    number: draw.number(),
    area,
    acts: [
      registration,
      training,
      {
        kind: 'reverse',
        at: drawLater(draw, training.at, i),
        actor: officerFor(member),
        stage: 'P1',
        reason: 'duplicate_registration',
      },
    ],
  }
}
