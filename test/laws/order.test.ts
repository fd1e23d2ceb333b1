import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../../shared/domain/ledger/entry.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { readMemberHistory } from '../../shared/usecases/members/member-history.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { reclassifyMember, recordStage, reverseStage } from '../../shared/usecases/members/stages.ts'
import { fewAreas } from '../support/few-areas.ts'
import { numbersIn } from '../support/figure-numbers.ts'
import { monthsOf, postedFigures } from '../support/ledger-state.ts'
import { runs } from '../support/runs.ts'
import { callerAs, request, type TestDeps, testDeps } from '../support/test-deps.ts'
import { newNik } from '../support/world.ts'

const admin = callerAs('admin')
const endOfOctober = '2021-10-31T05:00:00.000Z'
const november = '2021-11-20T05:00:00.000Z'
const jakarta = () => testDeps({ programme: fewAreas, firstMonth: '2021-08', now: endOfOctober })

/** A stage that a person attained, the first by registering. If `isLate`, it is recorded only in November. */
type Fact = { person: number; stage: string; on: string; area: string; agency: string; isLate: boolean }

const stages = fewAreas.stages.map(({ code }) => code)
const area = fc.constantFrom('31.71.01.1001', '31.71.01', '31.72.01.1001')
const agency = fc.constantFrom('PPKUKM', 'KPKP')
const on = fc.integer({ min: 0, max: 91 }).map((n) => new Date(Date.UTC(2021, 7, 1 + n)).toISOString().slice(0, 10))
const oneFact = fc.record({ on, area, agency, isLate: fc.boolean() })
/** The facts of one person: often every stage, so that sets become complete, and sometimes with equal dates. */
const life = fc
  .tuple(
    fc.array(oneFact, { minLength: 7, maxLength: 7 }),
    fc.oneof(
      fc.constant(stages),
      fc.subarray(stages.slice(1)).map((some) => ['P1', ...some]),
    ),
  )
  .map(([facts, heldStages]) =>
    facts.map((fact, i) => ({ ...fact, stage: stages[i] ?? '' })).filter((f) => heldStages.includes(f.stage)),
  )
const lives = fc
  .array(life, { minLength: 2, maxLength: 3 })
  .map((each) => each.flatMap((facts, person) => facts.map((fact): Fact => ({ ...fact, person }))))

const permutation = (n: number) => fc.shuffledSubarray([...Array(n).keys()], { minLength: n, maxLength: n })

/** Records facts in an order. A person's registration is recorded before the person's other facts. */
async function recordFacts(deps: TestDeps, facts: Fact[], ids: Map<number, string>): Promise<void> {
  const actsByFact = new Map<Fact, () => Promise<unknown>>()
  const recordFact = async (fact: Fact) => {
    const again = actsByFact.get(fact)
    if (again) return again()
    const sameRequest = request()
    const { stage, on: happenedOn, person } = fact
    const place = { area: fact.area, agency: fact.agency }
    if (stage === 'P1') {
      const input = { person: { name: 'Ani', nik: newNik() }, gender: 'female' as const, category: 'pemula', ...place }
      const act = () => registerMember(deps, admin, sameRequest, { ...input, registeredOn: happenedOn })
      actsByFact.set(fact, act)
      ids.set(person, (await act()).answer.memberId)
      return
    }
    const kind = fewAreas.stages.find(({ code }) => code === stage)?.evidence.find(({ attains }) => attains)?.code ?? ''
    const report = { stage, happenedOn, ...place, evidence: { kind } }
    const act = () => recordStage(deps, admin, sameRequest, ids.get(person) ?? '', report)
    actsByFact.set(fact, act)
    await act()
  }
  for (const fact of facts) {
    const registration = facts.find(({ person, stage }) => person === fact.person && stage === 'P1')
    if (registration && !ids.has(fact.person)) await recordFact(registration)
    await recordFact(fact)
  }
}

test('facts recorded in any order, and some of them twice, give the same figures', async () => {
  const recordings = lives.chain((facts) =>
    fc.record({
      facts: fc.constant(facts),
      order: permutation(facts.length),
      again: fc.array(fc.nat(facts.length - 1), { maxLength: 5 }),
    }),
  )
  await fc.assert(
    fc.asyncProperty(recordings, async ({ facts, order, again }) => {
      const [orderedLedger, shuffledLedger] = [await jakarta(), await jakarta()]
      await recordFacts(orderedLedger, facts, new Map())
      const others = [...order, ...again].flatMap((i) => facts[i] ?? [])
      await recordFacts(shuffledLedger, others, new Map())
      expect(await postedFigures(shuffledLedger)).toEqual(await postedFigures(orderedLedger))
    }),
    runs(1, 15),
  )
}, 600_000)

/** Everything counted in a month, without the line on which it counts, as if no month had ever been closed. */
async function restatedFigures(deps: TestDeps) {
  const all = []
  for (const month of await monthsOf(deps)) {
    const figures = numbersIn(await computeFigures(deps, { month, area: '31', reading: 'restated' }))
    all.push({ month, ...JSON.parse(JSON.stringify(figures, (key, value) => (key === 'inMonth' ? value.net : value))) })
  }
  return all
}

const stageOf = (entry: Entry | undefined) => (entry && 'stage' in entry ? entry.stage : undefined)

/** A person's entries, without the instants of recording and the months in which they count. */
async function readEntries(deps: TestDeps, id: string) {
  const { items } = await readMemberHistory(deps, admin, id, { limit: 100 })
  const facts = items.map(({ id: _, memberId: __, recordedAt, postedIn, reverses, ...fact }) => ({
    ...fact,
    isRecorded: Boolean(recordedAt && postedIn),
    reverses: stageOf(items.find((other) => other.id === reverses)),
  }))
  return facts.map((fact) => JSON.stringify(fact)).toSorted()
}

test('facts after a close count in the open month, and in restated figures as if nothing had been closed', async () => {
  const changes = fc.record({ person: fc.nat(2), stage: fc.constantFrom(...stages), gender: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(lives, fc.array(changes, { maxLength: 2 }), async (facts, corrections) => {
      const latePeople = new Set(facts.filter((fact) => fact.isLate && fact.stage === 'P1').map(({ person }) => person))
      const promptFacts = facts.filter((fact) => !fact.isLate && !latePeople.has(fact.person))
      const [openLedger, closedLedger] = [await jakarta(), await jakarta()]
      const ids = { open: new Map<number, string>(), closed: new Map<number, string>() }
      for (const [deps, knownIds] of [
        [openLedger, ids.open],
        [closedLedger, ids.closed],
      ] as const) {
        await recordFacts(deps, promptFacts, knownIds)
        deps.clock.set(november)
        if (deps === closedLedger) await closeMonths(deps, 'schedule')
        await recordFacts(
          deps,
          facts.filter((fact) => !promptFacts.includes(fact)),
          knownIds,
        )
        for (const { person, stage, gender } of corrections) {
          const id = knownIds.get(person)
          if (id === undefined) continue
          if (gender) {
            const change = { gender: 'male', reason: 'data_entry_mistake' } as const
            await reclassifyMember(deps, admin, request(), id, change).catch(() => undefined)
          } else {
            const reversal = { stage, reason: 'wrong_date', cascade: true }
            await reverseStage(deps, admin, request(), id, reversal).catch(() => undefined)
          }
        }
      }
      expect(await restatedFigures(closedLedger)).toEqual(await restatedFigures(openLedger))
      const [closedFigures, openFigures] = [
        (await postedFigures(closedLedger)).at(-1),
        (await postedFigures(openLedger)).at(-1),
      ]
      expect(closedFigures?.crossings).toEqual(openFigures?.crossings)
      expect(closedFigures?.durations).toEqual(openFigures?.durations)
      for (const [person, id] of ids.open)
        expect(await readEntries(closedLedger, ids.closed.get(person) ?? '')).toEqual(await readEntries(openLedger, id))
    }),
    runs(1, 15),
  )
}, 600_000)
