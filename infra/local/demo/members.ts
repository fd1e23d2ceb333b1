import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { Evidence, NewMember } from '../../../shared/domain/member/member.ts'
import type { DemoAct, DemoMember } from './acts.ts'
import { type DemoCalendar, wib } from './calendar.ts'
import type { demoMix } from './mix.ts'
import { demoBusiness, demoNib, demoPerson } from './people.ts'
import type { SeededRandom } from './seeded-random.ts'

/** What is needed to draw a member. */
export type DemoChance = DemoCalendar & {
  random: SeededRandom
  mix: ReturnType<typeof demoMix>
  frame: Frame
  born: { from: number; to: number }
  /** A new member number. */
  number: () => string
}

/** A member who finally holds these stages in addition to the first. `serial` makes the NIK unique. */
export function demoMember(chance: DemoChance, stages: string[], serial: number): DemoMember {
  const { random, lastDay, mix } = chance
  const roomNeeded = Math.min(12 * stages.length, lastDay)
  const registeredDay = random.int(0, lastDay - roomNeeded)
  const registering = registration(chance, serial, registeredDay)
  const days = stageDays(chance, registeredDay, stages.length)
  const acts = stages.map((stage, i) => {
    const agency = random.isSo(0.85) ? registering.input.agency : mix.agency()
    return attainment(chance, { stage, day: days[i] ?? registeredDay, agency, after: registering.at })
  })
  return { number: chance.number(), area: registering.input.area, acts: [registering, ...inOrder(acts)] }
}

export const inOrder = (acts: DemoAct[]): DemoAct[] => acts.toSorted((a, b) => a.at.getTime() - b.at.getTime())

function registration(chance: DemoChance, serial: number, day: number): Extract<DemoAct, { kind: 'register' }> {
  const { random, mix, born } = chance
  const [area, agency, gender, category] = [mix.area(), mix.agency(), mix.gender(), mix.category()]
  const { nik, ...person } = demoPerson(random, { gender, area, serial, born })
  const isProvisional = random.isSo(0.01)
  const input: NewMember = {
    person: isProvisional ? person : { ...person, nik },
    gender,
    category,
    area,
    agency,
    registeredOn: chance.day(day),
    ...(category === 'naik_kelas' && { business: demoBusiness(random) }),
  }
  return { kind: 'register', at: recordedAt(chance, day), actor: officerName(agency), input }
}

/**
 * Days of the stages after the first: mostly in their order, sometimes not, and rarely before the registration itself.
 */
function stageDays({ random, lastDay }: DemoChance, registeredDay: number, count: number): number[] {
  const until = Math.min(lastDay, registeredDay + 30 * count)
  const days = Array.from({ length: count }, () => random.int(Math.min(registeredDay + 2, until), until))
  const ordered = random.isSo(0.12) ? days : days.toSorted((a, b) => a - b)
  const [first, ...others] = ordered
  return first !== undefined && random.isSo(0.02)
    ? [Math.max(0, registeredDay - random.int(1, 10)), ...others]
    : ordered
}

/** A stage as it is recorded, at least a minute after `after`. */
export function attainment(
  chance: DemoChance,
  { stage, day, agency, after }: { stage: string; day: number; agency: string; after: Date },
): Extract<DemoAct, { kind: 'attain' }> {
  const at = recordedAt(chance, day)
  const earliest = new Date(after.getTime() + 60_000)
  const happenedOn = chance.day(day)
  return {
    kind: 'attain',
    at: at > earliest ? at : earliest,
    actor: officerName(agency),
    stage,
    happenedOn,
    agency,
    evidence: chooseEvidence(chance, stage, happenedOn),
  }
}

/**
 * When a stage is recorded: usually at once or within days. One in twenty is recorded weeks later, often after its
 * month was closed.
 */
export function recordedAt({ random, lastDay, day: dayOf }: DemoChance, day: number): Date {
  const delay = random.isSo(0.05) ? random.int(15, 60) : random.isSo(0.4) ? random.int(1, 4) : 0
  return wib(dayOf(Math.min(day + delay, lastDay)), officeMinute(random))
}

export const officeMinute = (random: SeededRandom): number => random.int(8 * 60, 16 * 60)

/** The officer who records for an agency: a subject, not a person. */
export const officerName = (agency: string): string => `officer-${agency.toLowerCase()}`

/** Draws evidence that attains the stage, with a number. If the programme does not require evidence, half have none. */
function chooseEvidence({ random, frame }: DemoChance, stage: string, issuedOn: string): Evidence | undefined {
  const known = frame.programme.stages.find(({ code }) => code === stage)
  if (!known || !(known.evidenceRequired || random.isSo(0.5))) return undefined
  if (stage === 'P4') return { kind: 'nib', number: demoNib(random), issuer: 'OSS', issuedOn }
  const { code: kind } = random.pick(known.evidence.filter(({ attains }) => attains))
  return { kind, number: `DEMO-${random.int(100_000, 999_999)}`, issuedOn }
}
