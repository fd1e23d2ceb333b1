import type { Reclassification } from '../../../shared/domain/acts/reclassify.ts'
import type { DemoAct, DemoMember } from './acts.ts'
import { wib } from './calendar.ts'
import { attainment, type DemoChance, inOrder, officeMinute, officerName, recordedAt } from './members.ts'

type Registration = Extract<DemoAct, { kind: 'register' }>
type Attainment = Extract<DemoAct, { kind: 'attain' }>

/**
 * Adds mistakes and their corrections to members: stages reversed and recorded again, places and genders reclassified,
 * people registered twice. None of it changes which stages anybody finally holds.
 */
export function demoMistakes(chance: DemoChance, members: DemoMember[]): DemoMember[] {
  const { random, lastDay } = chance
  const count = (perMille: number) => Math.max(2, Math.round((members.length * perMille) / 1000))
  const untouched = new Set(random.some(members, members.length))
  const take = (most: number, suits: (member: DemoMember) => boolean): DemoMember[] => {
    const taken = [...untouched].filter(suits).slice(0, most)
    for (const member of taken) untouched.delete(member)
    return taken
  }
  const isEarly = (member: DemoMember) => chance.dayNumber(findRegistration(member).at) < lastDay - 40
  const lacks = (stage: string) => (member: DemoMember) => isEarly(member) && !findAttainment(member, stage)
  const canBeRedated = (member: DemoMember) =>
    isEarly(member) && (findAttainment(member, 'P2')?.happenedOn ?? '') > chance.day(20)

  const more = new Map<DemoMember, DemoAct[]>([
    ...take(count(2), lacks('P4')).map((m, i) => [m, takeBackStage(chance, m, 'P4', 'not_entitled', i)] as const),
    ...take(count(0.7), lacks('P7')).map((m, i) => [m, takeBackStage(chance, m, 'P7', 'loan_withdrawn', i)] as const),
    ...take(count(2), canBeRedated).map((m, i) => [m, redateClass(chance, m, i)] as const),
    ...take(count(2), isEarly).map(
      (m, i) => [m, reclassifyMember(chance, m, i, { area: otherArea(chance, m) })] as const,
    ),
    ...take(count(2), isEarly).map(
      (m, i) => [m, reclassifyMember(chance, m, i, { agency: otherAgency(chance, m) })] as const,
    ),
    ...take(count(2), isUnknown).map((m, i) => [m, reclassifyMember(chance, m, i, { gender: 'female' })] as const),
  ])
  const duplicates = take(count(3), isEarly).map((member, i) => makeDuplicate(chance, member, i))
  return [
    ...members.map((member) => ({ ...member, acts: inOrder([...member.acts, ...(more.get(member) ?? [])]) })),
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
const otherArea = ({ mix }: DemoChance, member: DemoMember) => mix.neighbour(member.area)
const otherAgency = ({ mix }: DemoChance, member: DemoMember) => mix.otherAgency(findRegistration(member).input.agency)
const officerFor = (member: DemoMember) => officerName(findRegistration(member).input.agency)

/**
 * Draws an instant after `than`. For every second member it is in the demo's last month, so that its report shows
 * corrections.
 */
function later({ random, day, dayNumber, lastDay, lastMonthFrom }: DemoChance, than: Date, i: number): Date {
  const from = Math.max(dayNumber(than) + 1, i % 2 === 0 ? lastMonthFrom : 0)
  const at = wib(day(random.int(Math.min(from, lastDay), lastDay)), officeMinute(random))
  return at > than ? at : minuteAfter(than)
}

const minuteAfter = (instant: Date) => new Date(instant.getTime() + 60_000)

function takeBackStage(chance: DemoChance, member: DemoMember, stage: string, reason: string, i: number): DemoAct[] {
  const { at: after, input } = findRegistration(member)
  const day = chance.random.int(chance.dayNumber(after) + 1, chance.lastDay - 30)
  const attained = attainment(chance, { stage, day, agency: input.agency, after })
  return [attained, { kind: 'reverse', at: later(chance, attained.at, i), actor: officerFor(member), stage, reason }]
}

/** A correction: the class took place earlier than recorded. */
function redateClass(chance: DemoChance, member: DemoMember, i: number): DemoAct[] {
  const wrong = findAttainment(member, 'P2')
  if (!wrong) return []
  const { stage, agency, happenedOn } = wrong
  const at = later(chance, wrong.at, i)
  const day = chance.dayNumber(wib(happenedOn, 0)) - chance.random.int(3, 20)
  return [
    { kind: 'reverse', at, actor: officerFor(member), stage, reason: 'wrong_date' },
    { ...wrong, at: minuteAfter(at), agency, happenedOn: chance.day(day) },
  ]
}

const reclassifyMember = (
  chance: DemoChance,
  member: DemoMember,
  i: number,
  change: Omit<Reclassification, 'reason'>,
): DemoAct[] => [
  {
    kind: 'reclassify',
    at: later(chance, findRegistration(member).at, i),
    actor: officerFor(member),
    change: { ...change, reason: 'data_entry_mistake' },
  },
]

/** The same person registered again, without a NIK and with an address next door. The office notices it later. */
function makeDuplicate(chance: DemoChance, member: DemoMember, i: number): DemoMember {
  const { input } = findRegistration(member)
  const { nik: _, ...person } = input.person
  const area = chance.mix.neighbour(input.area)
  const day = chance.random.int(0, chance.lastDay - 30)
  const at = recordedAt(chance, day)
  const registering: DemoAct = {
    kind: 'register',
    at,
    actor: officerFor(member),
    input: { ...input, person, area, registeredOn: chance.day(day) },
  }
  const trained = attainment(chance, { stage: 'P2', day: day + 1, agency: input.agency, after: at })
  return {
    number: chance.number(),
    area,
    acts: [
      registering,
      trained,
      {
        kind: 'reverse',
        at: later(chance, trained.at, i),
        actor: officerFor(member),
        stage: 'P1',
        reason: 'duplicate_registration',
      },
    ],
  }
}
