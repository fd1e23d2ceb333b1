import fc from 'fast-check'
import { expect } from 'vitest'
import { addMonths, dayOf } from '../../shared/domain/calendar.ts'
import type { Figures } from '../../shared/domain/figures/figures.ts'
import { AppError } from '../../shared/domain/problems/app-error.ts'
import { findOrderPolicy, type Programme } from '../../shared/domain/programme/programme.ts'
import type { Gender } from '../../shared/domain/values/gender.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { correctMember } from '../../shared/usecases/members/correction.ts'
import { rejoinMember, withdrawMember } from '../../shared/usecases/members/member-status.ts'
import { mergeMembers, unmergeMembers } from '../../shared/usecases/members/merges.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { reclassifyMember, recordStage, reverseStage } from '../../shared/usecases/members/stages.ts'
import { eraseMember } from '../../shared/usecases/rights/erasure.ts'
import { type LedgerModel, ledgerModel } from './ledger-model.ts'
import { callerAs, request, type TestDeps, testDeps } from './test-deps.ts'
import { newNik } from './world.ts'

type Place = { area: string; agency: string; gender: Gender; category: string }

/** An act on the ledger. Members and merges are picked by number, days are counted back from today. */
export type Act =
  | ({ act: 'register'; nik: number; daysAgo: number } & Place)
  | { act: 'attain'; member: number; stage: string; daysAgo: number; area?: string; agency?: string }
  | { act: 'reverse'; member: number; stage: string; cascade: boolean }
  | { act: 'reclassify'; member: number; change: Partial<Place>; stages?: string[] }
  | { act: 'move'; member: number; area?: string; agency?: string }
  | { act: 'merge'; from: number; into: number }
  | { act: 'unmerge'; merge: number }
  | { act: 'withdraw'; member: number; daysAgo: number }
  | { act: 'rejoin'; member: number }
  | { act: 'erase'; member: number }
  | { act: 'wait'; days: number }
  | { act: 'close' }

/** A ledger with its model, and the test's knowledge of it so far. */
export type Played = {
  deps: TestDeps
  model: LedgerModel
  programme: Programme
  ids: string[]
  mergeIds: string[]
  /** The figures of closed months, as they were at closing. */
  frozen: Map<string, Figures>
}

const day = 86_400_000

/** Starts an empty ledger of a programme, with its model and a clock at noon. */
export async function newLedger(programme: Programme, firstMonth: string, now: string): Promise<Played> {
  const deps = await testDeps({ programme, firstMonth, now })
  const model = ledgerModel({
    stages: programme.stages.map(({ code }) => code),
    agencies: programme.agencies.map(({ code }) => code),
    categories: programme.categories.map(({ code }) => code),
    areas: programme.areas.map(([code]) => code),
    isStrict: (on) => findOrderPolicy(programme, on).order === 'strict',
    firstMonth,
  })
  model.clock.today = dayOf(deps.now(), programme.zone)
  return { deps, model, programme, ids: [], mergeIds: [], frozen: new Map() }
}

/** A caller who may do everything. Other tests cover rights. */
export const anybody = (programme: Programme) => callerAs('admin', { area: programme.areas[0]?.[0] ?? '' })

/** Carries out an act on the ledger and on its model. Fails unless both accept it or both refuse it. */
export async function perform(played: Played, act: Act): Promise<void> {
  const { deps, model, programme, ids, mergeIds } = played
  const caller = anybody(programme)
  const reason = programme.reasons[0]?.code ?? ''
  const ago = (days: number) => dayOf(new Date(deps.now().getTime() - days * day), programme.zone)
  const pick = (n: number) => n % ids.length
  const id = (n: number) => ids[pick(n)] ?? ''
  const agree = async (isAccepted: boolean, carryOut: () => Promise<unknown>) =>
    expect({ ...act, accepted: await isDone(carryOut) }).toEqual({ ...act, accepted: isAccepted })

  if (act.act === 'wait') {
    deps.clock.set(new Date(deps.now().getTime() + act.days * day).toISOString())
    model.clock.today = dayOf(deps.now(), programme.zone)
    return
  }
  if (act.act === 'close') {
    const { closed } = await closeMonths(deps, 'test')
    const last = closed.at(-1)
    if (last) model.clock.openFrom = addMonths(last, 1)
    for (const month of closed) played.frozen.set(month, await wholeFigures(played, month))
    return
  }
  if (act.act === 'register') {
    const { nik, daysAgo, act: _, ...place } = act
    const result = model.register(nik < niks.length ? String(nik) : undefined, place, ago(daysAgo))
    const input = {
      person: { name: 'Ani', ...(nik < niks.length && { nik: niks[nik] }) },
      ...place,
      registeredOn: ago(daysAgo),
    }
    const known = [...ids]
    await agree(result !== 'refused', async () => {
      const { answer } = await registerMember(deps, caller, request(), input)
      if (result === 'made') ids.push(answer.memberId)
      else expect(answer.memberId).toBe(known[Number(result)])
    })
    return
  }
  if (ids.length === 0) return

  switch (act.act) {
    case 'attain': {
      const { member, stage, daysAgo, ...place } = act
      const kind = programme.stages.find(({ code }) => code === stage)?.evidence.find(({ attains }) => attains)
      const report = { stage, happenedOn: ago(daysAgo), area: place.area, agency: place.agency }
      const evidence = kind && { kind: kind.code }
      await agree(model.attain(pick(member), stage, ago(daysAgo), place), () =>
        recordStage(deps, caller, request(), id(member), { ...report, evidence }),
      )
      return
    }
    case 'reverse': {
      const { member, stage, cascade } = act
      await agree(model.reverse(pick(member), stage, cascade), () =>
        reverseStage(deps, caller, request(), id(member), { stage, cascade, reason }),
      )
      return
    }
    case 'reclassify': {
      const { member, change, stages } = act
      await agree(model.reclassify(pick(member), change, stages), () =>
        reclassifyMember(deps, caller, request(), id(member), { ...change, stages, reason }),
      )
      return
    }
    case 'move': {
      const { member, act: _, ...place } = act
      await agree(model.move(pick(member), place), async () => {
        const version = (await deps.members.get(id(member)))?.version ?? 0
        await correctMember(deps, caller, id(member), version, place)
      })
      return
    }
    case 'merge': {
      const { from, into } = act
      await agree(model.merge(pick(from), pick(into)), async () => {
        const { answer } = await mergeMembers(deps, caller, request(), { from: id(from), into: id(into), reason })
        mergeIds.push(answer.mergeId)
      })
      return
    }
    case 'unmerge': {
      if (mergeIds.length === 0) return
      const merge = act.merge % mergeIds.length
      await agree(model.unmerge(merge), () => unmergeMembers(deps, caller, request(), mergeIds[merge] ?? ''))
      return
    }
    case 'withdraw':
      await agree(model.withdraw(pick(act.member), ago(act.daysAgo)), () =>
        withdrawMember(deps, caller, request(), id(act.member), ago(act.daysAgo)),
      )
      return
    case 'rejoin':
      await agree(model.rejoin(pick(act.member)), () => rejoinMember(deps, caller, request(), id(act.member)))
      return
    case 'erase': {
      // A merged record is erased through its kept record, so erasing it alone is refused.
      const isMerged = model.people[pick(act.member)]?.status === 'merged'
      await agree(!isMerged && model.erase(pick(act.member)), () =>
        eraseMember(deps, caller, request(), id(act.member)),
      )
    }
  }
}

/** The whole programme's figures of a month as posted. */
export const wholeFigures = ({ deps }: Pick<Played, 'deps'>, month: string): Promise<Figures> =>
  computeFigures(deps, { month, area: deps.frame.areas.root, reading: 'as_posted' })

async function isDone(carryOut: () => Promise<unknown>): Promise<boolean> {
  try {
    await carryOut()
    return true
  } catch (error) {
    if (error instanceof AppError && error.kind !== 'busy') return false
    throw error
  }
}

/** Four people have a NIK. Higher numbers are people without one. */
const niks = [newNik(), newNik(), newNik(), newNik()]

/**
 * Acts over some months: a few registrations, then anything, with two closings among them. Few people take part, so
 * that acts affect each other.
 */
export function histories(programme: Programme): fc.Arbitrary<Act[]> {
  const { any, registration } = acts(programme)
  const some = fc.array(any, { minLength: 5, maxLength: 12 })
  const monthEnd = (days: number): Act[] => [{ act: 'wait', days }, { act: 'close' }]
  return fc
    .tuple(fc.array(registration, { minLength: 3, maxLength: 4 }), some, some, some)
    .map(([first, ...then]) => [first, then[0], monthEnd(20), then[1], monthEnd(25), then[2]].flat())
}

/** Any act in a programme, common acts more often. */
function acts(programme: Programme) {
  const code = (rows: { code: string }[]) => fc.constantFrom(...rows.map((row) => row.code))
  const parts = programme.areas.map(([area]) => area.split('.'))
  const deepest = Math.max(...parts.map(({ length }) => length))
  const area = fc.constantFrom(...parts.filter(({ length }) => length >= deepest - 1).map((each) => each.join('.')))
  const agency = code(programme.agencies)
  const category = code(programme.categories)
  const gender = fc.constantFrom<Gender>('female', 'male', 'unknown')
  const member = fc.nat(3)
  const stage = code(programme.stages)
  const daysAgo = fc.oneof(fc.nat(20), fc.nat(80), fc.integer({ min: -2, max: 200 }))
  const nameAct = <T extends Act['act']>(act: T) => fc.constant(act)
  const registration = fc.record({ act: nameAct('register'), nik: fc.nat(5), daysAgo, area, agency, category, gender })
  const any: fc.Arbitrary<Act> = fc.oneof(
    { weight: 4, arbitrary: registration },
    {
      weight: 12,
      arbitrary: fc.record(
        { act: nameAct('attain'), member, stage, daysAgo, area, agency },
        { requiredKeys: ['act', 'member', 'stage', 'daysAgo'] },
      ),
    },
    { weight: 5, arbitrary: fc.record({ act: nameAct('reverse'), member, stage, cascade: fc.boolean() }) },
    {
      weight: 4,
      arbitrary: fc.record(
        {
          act: nameAct('reclassify'),
          member,
          change: fc.record({ area, agency, category, gender }, { requiredKeys: [] }),
          stages: fc.uniqueArray(stage, { minLength: 1, maxLength: 2 }),
        },
        { requiredKeys: ['act', 'member', 'change'] },
      ),
    },
    {
      weight: 2,
      arbitrary: fc.record({ act: nameAct('move'), member, area, agency }, { requiredKeys: ['act', 'member'] }),
    },
    { weight: 3, arbitrary: fc.record({ act: nameAct('merge'), from: member, into: member }) },
    { weight: 3, arbitrary: fc.record({ act: nameAct('unmerge'), merge: fc.nat(5) }) },
    { weight: 1, arbitrary: fc.record({ act: nameAct('withdraw'), member, daysAgo }) },
    { weight: 1, arbitrary: fc.record({ act: nameAct('rejoin'), member }) },
    { weight: 1, arbitrary: fc.record({ act: nameAct('erase'), member }) },
    { weight: 1, arbitrary: fc.record({ act: nameAct('wait'), days: fc.integer({ min: 1, max: 25 }) }) },
    { weight: 1, arbitrary: fc.record({ act: nameAct('close') }) },
  )
  return { any, registration }
}
