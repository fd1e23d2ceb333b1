import { attain, type StageFact } from '../../shared/domain/acts/attain.ts'
import { register } from '../../shared/domain/acts/register.ts'
import type { Day } from '../../shared/domain/calendar.ts'
import type { StageEntry } from '../../shared/domain/ledger/entry.ts'
import { makeFrame } from '../../shared/domain/ledger/frame.ts'
import type { Member, NewMember } from '../../shared/domain/member/member.ts'
import { AppError, type Problem } from '../../shared/domain/problems/app-error.ts'
import { fewAreas } from './few-areas.ts'

type Context = Parameters<typeof attain>[0]

let entries = 0
const frame = makeFrame(fewAreas)

/** The context of an act at noon in Jakarta on a day. By default, November 2019 is the first open month. */
export const actsOn = (today: Day, more: Partial<Context> = {}): Context => ({
  ...frame,
  firstMonth: '2019-11',
  openFrom: '2019-11',
  now: new Date(`${today}T05:00:00.000Z`),
  actor: 'rina',
  source: 'api',
  newEntryId: () => `ent_${++entries}`,
  ...more,
})

export const place = { area: '31.71.01.1001', agency: 'PPKUKM' }

/** A person who asks to be registered. */
export const newcomer: NewMember = {
  person: { name: 'Ani', nik: '3171015503900001' },
  gender: 'female',
  category: 'pemula',
  ...place,
}

/** A report of a stage on a day, with the evidence that the stage needs. */
export function fact(stage: string, happenedOn: Day, more: Partial<StageFact> = {}): StageFact {
  const accepted = fewAreas.stages.find(({ code }) => code === stage)?.evidence.find(({ attains }) => attains)
  return { stage, happenedOn, ...place, ...(accepted && { evidence: { kind: accepted.code } }), ...more }
}

/** The id of Ani, whom the tests register by default. */
export const aniId = '7K3M9QXF'

/** A member with these stages, recorded in the given order. Registering gives the first. */
export function memberWith(
  days: { P1: Day } & Record<string, Day>,
  { id = aniId, ...more }: Partial<NewMember> & { id?: string } = {},
): Member {
  const context = actsOn('2020-04-10')
  const { P1, ...later } = days
  let member = register(context, id, { ...newcomer, registeredOn: P1, ...more }).member
  for (const [stage, day] of Object.entries(later)) member = attain(context, member, fact(stage, day)).member
  return member
}

/** All seven stages, each on a different day. */
export const everyDay = {
  ...{ P1: '2020-03-01', P2: '2020-03-02', P3: '2020-03-03', P4: '2020-03-04' },
  ...{ P5: '2020-03-05', P6: '2020-03-06', P7: '2020-04-01' },
}

/** The stages and kinds of entries, in their order. */
export const stagesAndKinds = (posted: StageEntry[]): [string, string][] =>
  posted.map(({ stage, kind }) => [stage, kind])

/** The problems of a refused act; empty if the act succeeds. */
export function problemsOf(act: () => unknown): Problem[] {
  return refusalOf(act)?.problems ?? []
}

export const codesOf = (act: () => unknown): string[] => problemsOf(act).map(({ code }) => code)

/** The refusal of an act; undefined if the act succeeds. Throws other errors. */
export function refusalOf(act: () => unknown): AppError | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}
