import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makePairId } from '../../shared/domain/duplicates/pair.ts'
import { searchName } from '../../shared/domain/values/name.ts'
import { decideDuplicate } from '../../shared/usecases/duplicates/decide.ts'
import { listDuplicates } from '../../shared/usecases/duplicates/review.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { correctMember } from '../../shared/usecases/members/correction.ts'
import { readMember } from '../../shared/usecases/members/member-access.ts'
import { mergeMembers, unmergeMembers } from '../../shared/usecases/members/merges.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { recordStage } from '../../shared/usecases/members/stages.ts'
import { eraseMember } from '../../shared/usecases/rights/erasure.ts'
import { currentMonth, recountAll } from '../support/ledger-state.ts'
import { matchState } from '../support/match-state.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { runs } from '../support/runs.ts'
import { smallProgramme } from '../support/small-programme.ts'
import { callerAs, request, type TestDeps, testDeps } from '../support/test-deps.ts'

const admin = callerAs('admin', { area: 'HV' })
const phones = ['+6281200000001', '+6281200000002']
const names = ['Rosa Lim', 'Prof. Rossa Lim, M.A.', 'Ada Koh']
const birthDates = ['1990-03-15', '1991-04-16']
const mostPeople = 6

type Identity = { phone: number; name: number; birth: number }
type Act =
  | ({ act: 'register'; area: string; learnt: boolean } & Identity)
  | ({ act: 'correct'; member: number } & Identity)
  | { act: 'move'; member: number; area: string }
  | { act: 'erase'; member: number }
  | { act: 'merge'; from: number; into: number }
  | { act: 'unmerge'; merge: number }
  | { act: 'decide'; pair: number; isSame: boolean }

type Person = {
  id: string
  phone: string | undefined
  name: string
  birthDate: string | undefined
  area: string
  status: 'active' | 'merged' | 'erased'
  into?: Person | undefined
}

/** For each reason, whether two people have it in common. */
const marks: Record<string, (person: Person) => string | undefined> = {
  same_phone: ({ phone }) => phone,
  same_name_and_birth_date: ({ name, birthDate }) => birthDate && `${searchName(name)} ${birthDate}`,
  same_name_and_place: ({ name, birthDate, area: place }) =>
    birthDate === undefined ? `${searchName(name)} ${place}` : undefined,
}

/** A small model of similar people: the people, the record that represents each, and the decisions about pairs. */
function makeModel() {
  const people: Person[] = []
  const merges: { from: Person; into: Person; undone: boolean }[] = []
  const decisionsByPair = new Map<string, Set<string>>()
  const keptRecord = (person: Person): Person => (person.into ? keptRecord(person.into) : person)
  const common = (a: Person, b: Person): string[] => {
    const [peopleOfA, peopleOfB] = [a, b].map((one) =>
      people.filter((each) => each.status !== 'erased' && keptRecord(each) === one),
    )
    const haveCommon = (mark: (person: Person) => string | undefined) =>
      peopleOfA?.some((x) => mark(x) !== undefined && peopleOfB?.some((y) => mark(y) === mark(x)))
    return Object.entries(marks).flatMap(([reason, mark]) => (haveCommon(mark) ? [reason] : []))
  }
  /** Every two people with something in common that was not yet decided as a coincidence. */
  const listOpenPairs = () =>
    people.flatMap((a, i) =>
      people.slice(i + 1).flatMap((b) => {
        if (a.status !== 'active' || b.status !== 'active') return []
        const reasons = common(a, b)
        const id = makePairId(a.id, b.id)
        return reasons.some((reason) => !decisionsByPair.get(id)?.has(reason))
          ? [{ id, reasons, both: [a, b] as const }]
          : []
      }),
    )
  return { people, merges, judged: decisionsByPair, listOpenPairs, kept: keptRecord }
}

const personOf = ({ phone, name, birth }: Identity) => {
  const [phoneNumber, fullName = 'Ada', birthDate] = [phones[phone], names[name], birthDates[birth]]
  return {
    person: { name: fullName, ...(phoneNumber && { phone: phoneNumber }), ...(birthDate && { birthDate }) },
    phone: phoneNumber,
    name: fullName,
    birthDate,
  }
}

const area = fc.constantFrom('HV.N.1', 'HV.N.10', 'HV.NE.1')
const identity = { phone: fc.nat(2), name: fc.nat(2), birth: fc.nat(2) }
const actNamed = <T extends Act['act']>(act: T) => fc.constant(act)
const registration: fc.Arbitrary<Act> = fc.record({
  act: actNamed('register'),
  area,
  learnt: fc.boolean(),
  ...identity,
})
const member = fc.nat(mostPeople - 1)
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: registration },
  { weight: 4, arbitrary: fc.record({ act: actNamed('correct'), member, ...identity }) },
  { weight: 1, arbitrary: fc.record({ act: actNamed('move'), member, area }) },
  { weight: 1, arbitrary: fc.record({ act: actNamed('erase'), member }) },
  { weight: 4, arbitrary: fc.record({ act: actNamed('merge'), from: member, into: member }) },
  { weight: 4, arbitrary: fc.record({ act: actNamed('unmerge'), merge: fc.nat(4) }) },
  { weight: 4, arbitrary: fc.record({ act: actNamed('decide'), pair: fc.nat(4), isSame: fc.boolean() }) },
)
const histories = fc
  .tuple(fc.array(registration, { minLength: 3, maxLength: 4 }), fc.array(anyAct, { minLength: 8, maxLength: 16 }))
  .map(([first, then]) => [...first, ...then])

type Play = { deps: TestDeps; model: ReturnType<typeof makeModel>; mergeIds: string[] }

async function perform({ deps, model, mergeIds }: Play, act: Act): Promise<void> {
  const { people, merges, judged: decisionsByPair } = model
  const at = (n: number) => people[n % people.length]
  const expectAccepted = async (isAccepted: boolean, carryOut: Promise<unknown>) => {
    expect({ ...act, isAccepted: (await refusalOf(carryOut)).length === 0 }).toEqual({ ...act, isAccepted })
    return isAccepted
  }
  switch (act.act) {
    case 'register': {
      if (people.length === mostPeople) return
      const { person, ...identityFields } = personOf(act)
      const place = { gender: 'female', category: 'new', area: act.area, agency: 'trade' } as const
      const { answer } = await registerMember(deps, admin, request(), { person, ...place })
      const pairsBefore = model.listOpenPairs().length
      people.push({ id: answer.memberId, ...identityFields, area: act.area, status: 'active' })
      if (act.learnt)
        await recordStage(deps, admin, request(), answer.memberId, { stage: 'learn', happenedOn: '2024-06-03' })
      const hints = answer.warnings.filter(({ code }) => code === 'possible_duplicate')
      expect(hints).toHaveLength(model.listOpenPairs().length - pairsBefore)
      return
    }
    case 'correct': {
      const one = at(act.member)
      if (!one) return
      const { person, ...identityFields } = personOf(act)
      const { version } = await readMember(deps, admin, 'member.read', one.id)
      const change = { phone: null, birthDate: null, ...person }
      const codes = await refusalOf(correctMember(deps, admin, one.id, version, { person: change }))
      expect(codes.filter((code) => code !== 'nothing_to_change')).toEqual(
        one.status === 'active' ? [] : ['member_inactive'],
      )
      if (one.status === 'active') Object.assign(one, identityFields)
      return
    }
    case 'move': {
      const one = at(act.member)
      if (one?.status !== 'active') return
      const { version } = await readMember(deps, admin, 'member.read', one.id)
      await refusalOf(correctMember(deps, admin, one.id, version, { area: act.area }))
      one.area = act.area
      return
    }
    case 'erase': {
      const one = at(act.member)
      if (!one || !(await expectAccepted(one.status === 'active', eraseMember(deps, admin, request(), one.id)))) return
      const isBehind = (each: Person): boolean => each === one || (each.into !== undefined && isBehind(each.into))
      for (const each of people.filter(isBehind)) each.status = 'erased'
      return
    }
    case 'merge': {
      const [from, into] = [at(act.from), at(act.into)]
      if (!from || !into) return
      const isAccepted = from !== into && from.status === 'active' && into.status === 'active'
      const mergeInput = { from: from.id, into: into.id, reason: 'mistake' }
      const mergeAct = mergeMembers(deps, admin, request(), mergeInput).then(({ answer }) =>
        mergeIds.push(answer.mergeId),
      )
      if (!(await expectAccepted(isAccepted, mergeAct))) return
      merges.push({ from, into, undone: false })
      Object.assign(from, { status: 'merged', into })
      return
    }
    case 'unmerge': {
      const i = act.merge % Math.max(1, merges.length)
      const merge = merges[i]
      if (!merge) return
      const isAccepted = !merge.undone && merge.from.status === 'merged' && merge.into.status !== 'merged'
      if (!(await expectAccepted(isAccepted, unmergeMembers(deps, admin, request(), mergeIds[i] ?? '')))) return
      merge.undone = true
      Object.assign(merge.from, { status: 'active', into: undefined })
      return
    }
    case 'decide': {
      const openPairs = model.listOpenPairs()
      const pair = openPairs[act.pair % Math.max(1, openPairs.length)]
      if (!pair) return
      const { id, both, reasons } = pair
      if (!act.isSame) {
        await decideDuplicate(deps, admin, request(), id, { decision: 'different', reason: 'verified' })
        decisionsByPair.set(id, new Set([...(decisionsByPair.get(id) ?? []), ...reasons]))
        return
      }
      const [from, into] = both
      const decision = { decision: 'same', keep: into.id, reason: 'mistake' } as const
      const { answer } = await decideDuplicate(deps, admin, request(), id, decision)
      mergeIds.push(answer.mergeId ?? '')
      merges.push({ from, into, undone: false })
      Object.assign(from, { status: 'merged', into })
    }
  }
}

/** The open pairs, page by page. */
async function readWaitingPairs(deps: TestDeps) {
  const found: { id: string; reasons: string[] }[] = []
  let after: string | undefined
  do {
    const page = await listDuplicates(deps, admin, { area: 'HV' }, { after, limit: 2 })
    found.push(...page.items.map(({ id, reasons }) => ({ id, reasons })))
    after = page.next
  } while (after !== undefined)
  return found.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

const expectedPairs = (model: ReturnType<typeof makeModel>) =>
  model
    .listOpenPairs()
    .map(({ id, reasons }) => ({ id, reasons }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))

/** Every figure, each person's stages with dates and places, and the pairs that wait for a decision. */
async function readState({ deps, model }: Play) {
  const month = currentMonth(deps)
  const { stages, crossings, durations } = await computeFigures(deps, { month, area: 'HV', reading: 'as_posted' })
  const people = []
  for (const { id } of model.people) {
    const { standings, status, mergedFrom } = await readMember(deps, admin, 'member.read', id)
    const heldStages = Object.entries(standings).map(([stage, { happenedOn, area, agency }]) => [
      stage,
      happenedOn,
      area,
      agency,
    ])
    people.push({ status, mergedFrom, heldStages })
  }
  const cumulative = stages.map((stage) => [stage.stage, stage.cumulative])
  return { cumulative, crossings, durations, people, waiting: await readWaitingPairs(deps) }
}

test('people with the same phone, or the same name and birth date, wait for a decision after any earlier acts', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.boolean(), async (acts, closesBetween) => {
      const deps = await testDeps({ programme: smallProgramme, firstMonth: '2024-05', now: '2024-06-10T16:00:00.000Z' })
      const play: Play = { deps, model: makeModel(), mergeIds: [] }
      const doneActs: Act[] = []
      for (const act of acts) {
        await perform(play, act)
        doneActs.push(act)
        expect({ done: doneActs, waiting: await readWaitingPairs(deps) }).toEqual({
          done: doneActs,
          waiting: expectedPairs(play.model),
        })
      }
      const { stored, counted } = await matchState(deps)
      expect(stored).toEqual(counted)
      await expectReturn(play, closesBetween)
    }),
    runs(6, 25),
  )
}, 1_200_000)

/** A pair that is merged and taken apart again is as it was. */
async function expectReturn(play: Play, closesBetween: boolean): Promise<void> {
  const { deps, model } = play
  deps.clock.set('2024-06-29T16:00:00.000Z')
  for (const { id, both } of model.listOpenPairs()) {
    const before = await readState(play)
    const decision = { decision: 'same', keep: both[0].id, reason: 'mistake' } as const
    const { answer } = await decideDuplicate(deps, admin, request(), id, decision)
    expect((await readWaitingPairs(deps)).map((pair) => pair.id)).not.toContain(id)
    if (closesBetween) deps.clock.set('2024-07-02T16:00:00.000Z')
    if (closesBetween) await closeMonths(deps, 'test')
    await unmergeMembers(deps, admin, request(), answer.mergeId ?? '')
    expect(await readState(play)).toEqual(before)
    expect(await recountAll(deps)).toEqual([])
    if (closesBetween) return
  }
}
