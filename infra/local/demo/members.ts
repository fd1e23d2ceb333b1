import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { Evidence, NewMember } from '../../../shared/domain/member/member.ts'
import type { DemoAct, DemoMember } from './acts.ts'
import { type DemoCalendar, wib } from './calendar.ts'
import type { demoMix } from './mix.ts'
import { drawBusiness, drawNib, drawPerson } from './people.ts'
import type { SeededRandom } from './seeded-random.ts'

/** Everything that is needed to draw a random member. */
export type DemoDraw = DemoCalendar & {
  random: SeededRandom
  mix: ReturnType<typeof demoMix>
  frame: Frame
  birthYears: { from: number; to: number }
  /** A new member number. */
  number: () => string
}

/** Draws a member who holds the first stage and `stages` when the demo ends. `serial` makes the NIK unique. */
export function drawMember(draw: DemoDraw, stages: string[], serial: number): DemoMember {
  const { random, lastDay, mix } = draw
  const roomNeeded = Math.min(12 * stages.length, lastDay)
  const registeredDay = random.int(0, lastDay - roomNeeded)
  const registration = drawRegistration(draw, serial, registeredDay)
  const days = drawStageDays(draw, registeredDay, stages.length)
  const acts = stages.map((stage, i) => {
    const agency = random.happens(0.85) ? registration.input.agency : mix.agency()
    return drawAttainment(draw, { stage, day: days[i] ?? registeredDay, agency, after: registration.at })
  })
  return { number: draw.number(), area: registration.input.area, acts: [registration, ...sortByTime(acts)] }
}

export const sortByTime = (acts: DemoAct[]): DemoAct[] => acts.toSorted((a, b) => a.at.getTime() - b.at.getTime())

function drawRegistration(draw: DemoDraw, serial: number, day: number): Extract<DemoAct, { kind: 'register' }> {
  const { random, mix, birthYears } = draw
  const [area, agency, gender, category] = [mix.area(), mix.agency(), mix.gender(), mix.category()]
  const { nik, ...person } = drawPerson(random, { gender, area, serial, birthYears })
  const isProvisional = random.happens(0.01)
  const input: NewMember = {
    person: isProvisional ? person : { ...person, nik },
    gender,
    category,
    area,
    agency,
    registeredOn: draw.dayAt(day),
    ...(category === 'naik_kelas' && { business: drawBusiness(random) }),
  }
  return { kind: 'register', at: drawRecordingTime(draw, day), actor: officerSubject(agency), input }
}

/** Draws the days of the stages after the first. Some are out of order, and a few are before the registration. */
function drawStageDays({ random, lastDay }: DemoDraw, registeredDay: number, count: number): number[] {
  const until = Math.min(lastDay, registeredDay + 30 * count)
  const days = Array.from({ length: count }, () => random.int(Math.min(registeredDay + 2, until), until))
  const orderedDays = random.happens(0.12) ? days : days.toSorted((a, b) => a - b)
  const [first, ...others] = orderedDays
  return first !== undefined && random.happens(0.02)
    ? [Math.max(0, registeredDay - random.int(1, 10)), ...others]
    : orderedDays
}

/** Draws when and with what evidence a stage is recorded, at least a minute after `after`. */
export function drawAttainment(
  draw: DemoDraw,
  { stage, day, agency, after }: { stage: string; day: number; agency: string; after: Date },
): Extract<DemoAct, { kind: 'attain' }> {
  const at = drawRecordingTime(draw, day)
  const earliest = new Date(after.getTime() + 60_000)
  const happenedOn = draw.dayAt(day)
  return {
    kind: 'attain',
    at: at > earliest ? at : earliest,
    actor: officerSubject(agency),
    stage,
    happenedOn,
    agency,
    evidence: drawEvidence(draw, stage, happenedOn),
  }
}

/**
 * Draws when an act of a day is recorded: usually on that day or within days. One in twenty is recorded weeks later,
 * often after its month was closed.
 */
export function drawRecordingTime({ random, lastDay, dayAt }: DemoDraw, day: number): Date {
  const delay = random.happens(0.05) ? random.int(15, 60) : random.happens(0.4) ? random.int(1, 4) : 0
  return wib(dayAt(Math.min(day + delay, lastDay)), drawOfficeMinute(random))
}

export const drawOfficeMinute = (random: SeededRandom): number => random.int(8 * 60, 16 * 60)

/** The subject (`sub`) under which an agency's acts are recorded. It belongs to no real officer. */
export const officerSubject = (agency: string): string => `officer-${agency.toLowerCase()}`

/** Draws evidence that is enough for a stage. Where the programme requires no evidence, half of the stages have none. */
function drawEvidence({ random, frame }: DemoDraw, stage: string, issuedOn: string): Evidence | undefined {
  const stageDefinition = frame.programme.stages.find(({ code }) => code === stage)
  if (!stageDefinition || !(stageDefinition.evidenceRequired || random.happens(0.5))) return undefined
  if (stage === 'P4') return { kind: 'nib', number: drawNib(random), issuer: 'OSS', issuedOn }
  const { code: kind } = random.pick(stageDefinition.evidence.filter(({ attains }) => attains))
  return { kind, number: `DEMO-${random.int(100_000, 999_999)}`, issuedOn }
}
