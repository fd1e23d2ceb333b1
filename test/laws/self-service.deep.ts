import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isVerified, OwnRecord } from '../../shared/domain/member/own-record.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { findKeptRecord } from '../../shared/usecases/members/kept-record.ts'
import { fewAreas } from '../support/few-areas.ts'
import { currentMonth, recountAll } from '../support/ledger-state.ts'
import { runs } from '../support/runs.ts'
import { smallProgramme } from '../support/small-programme.ts'
import { tableContents } from '../support/table-contents.ts'
import { testApi } from '../support/test-api.ts'
import { newNik } from '../support/world.ts'

/** Two programmes: one counts self-registered people from their verification, the other at once. */
const settings = [
  {
    counts: 'when verified',
    programme: fewAreas,
    firstMonth: '2021-10',
    now: '2021-11-30T05:00:00.000Z',
    place: { category: 'pemula', area: '31.71.01.1001' },
    agency: 'PPAPP',
    reason: 'wrong_person',
  },
  {
    counts: 'at once',
    programme: smallProgramme,
    firstMonth: '2024-05',
    now: '2024-05-20T16:00:00.000Z',
    place: { category: 'new', area: 'HV.N.1' },
    agency: 'trade',
    reason: 'fraud',
  },
]
type Setting = (typeof settings)[number]

async function office({ programme, firstMonth, now, place, agency, reason }: Setting) {
  const api = await testApi({ programme, firstMonth, now })
  await api.grant({ subject: 'officer', role: 'officer' })
  const registrationOf = (name: string, nik: string) => ({ person: { name, nik }, gender: 'male', ...place })
  const post = (as: string, path: string, body: unknown) => api.call('POST', `/v1${path}`, { as, body })
  const decision = { seen: 'ktp', reason }
  return {
    ...api,
    oneself: (as: string, nik: string) => post(as, '/me/registration', registrationOf('Budi Santoso', nik)),
    byOfficer: (nik: string) => post('officer', '/members', { ...registrationOf('Budi Santoso', nik), agency }),
    settle: (id: string, outcome: 'matches' | 'does_not_match') =>
      post('officer', `/members/${id}/verifications`, { by: 'officer', outcome, ...decision }),
    decide: (id: string, outcome: string) => post('officer', `/disputes/${id}/decisions`, { outcome, ...decision }),
    erase: (id: string) => post('officer', `/members/${id}/erasures`, undefined),
    /** Everything that a person sees of the own record, word for word. */
    async view(as: string): Promise<string> {
      const views = []
      for (const path of ['/v1/me', '/v1/me/history']) {
        const answer = await api.call('GET', path, { as, headers: { 'X-Request-Id': 'of-the-test' } })
        views.push([answer.status, [...answer.headers], await answer.text()])
      }
      return JSON.stringify(views)
    },
  }
}
type Office = Awaited<ReturnType<typeof office>>

const firstStageOf = ({ deps }: Office) => deps.frame.programme.stages[0]?.code ?? ''

/** Every record, with what the ledger says about it. */
async function readRecords({ deps }: Office) {
  const items = await tableContents(deps.tableName)
  const ids = items.flatMap(({ pk, sk, id }) => (sk === 'MEMBER' && pk === `MEMBER#${id}` ? [String(id)] : []))
  return (await Promise.all(ids.map((id) => deps.members.get(id)))).filter((member) => member !== undefined)
}

async function readDisputes({ deps }: Office) {
  const items = await tableContents(deps.tableName)
  return items.flatMap(({ sk, id }) => (sk === 'DISPUTE' ? [String(id)] : []))
}

async function expectLaws(all: Office, niks: string[]) {
  const first = firstStageOf(all)
  const members = await readRecords(all)
  for (const nik of niks) {
    const countedMembers = members.filter(({ person, standings }) => person?.nik === nik && standings[first])
    expect(countedMembers.length).toBeLessThanOrEqual(1)
    const holder = await all.deps.members.idByNik(nik)
    for (const { id } of countedMembers) expect(id).toBe(holder)
  }
  const { deps } = all
  const { stages } = await computeFigures(deps, {
    month: currentMonth(deps),
    area: deps.frame.areas.root,
    reading: 'as_posted',
  })
  expect(stages[0]?.cumulative).toBe(members.filter(({ standings }) => standings[first]).length)
  for (const member of members.filter(({ identity }) => identity?.status === 'rejected'))
    expect(member.standings).toEqual({})
}

type Step =
  | { act: 'oneself'; who: number; nik: number }
  | { act: 'officer'; nik: number }
  | { act: 'settle'; of: number; outcome: 'matches' | 'does_not_match' }
  | { act: 'decide'; of: number; outcome: 'same_person' | 'claimant' | 'holder' }
  | { act: 'erase'; of: number }

const nik = fc.constantFrom(0, 0, 0, 1)
const record = fc.nat(9)
const registration = fc.record({ act: fc.constant('oneself' as const), who: fc.nat(2), nik })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: registration },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('officer' as const), nik }) },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('settle' as const),
      of: record,
      outcome: fc.constantFrom('matches' as const, 'does_not_match' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('decide' as const),
      of: record,
      outcome: fc.constantFrom('same_person' as const, 'claimant' as const, 'holder' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('erase' as const), of: record }) },
)
/** First a few registrations, so that there is something to decide; then any step. */
const steps: fc.Arbitrary<Step[]> = fc
  .tuple(fc.array(registration, { minLength: 2, maxLength: 3 }), fc.array(step, { minLength: 6, maxLength: 12 }))
  .map(([first, then]) => [...first, ...then])

/** Carries out a step. Returns the records that an officer decided about, because their views may change only then. */
async function take(all: Office, step: Step, niks: string[]): Promise<string[]> {
  const before = await readRecords(all)
  const pick = <T>(list: T[], n: number) => list[n % list.length]
  switch (step.act) {
    case 'oneself':
      await all.oneself(`citizen-${step.who}`, niks[step.nik] ?? '')
      return []
    case 'officer':
      await all.byOfficer(niks[step.nik] ?? '')
      // Only an erased person gets a record back by registering again.
      return before.filter(({ status }) => status === 'erased').map(({ id }) => id)
    case 'settle': {
      const id = pick(before, step.of)?.id
      if (id) await all.settle(id, step.outcome)
      return id ? [id] : []
    }
    case 'erase': {
      const id = pick(before, step.of)?.id
      if (id) await all.erase(id)
      return id ? [id, ...before.filter(({ mergedInto }) => mergedInto).map((each) => each.id)] : []
    }
    case 'decide': {
      const id = pick(await readDisputes(all), step.of)
      if (!id) return []
      await all.decide(id, step.outcome)
      const after = await readRecords(all)
      return after
        .filter(({ id: each, version }) => before.some((one) => one.id === each && one.version !== version))
        .map((each) => each.id)
    }
  }
}

test.each(settings)(
  'any order of registrations, verifications and decisions counts a NIK once and changes nobody else’s view ($counts)',
  { timeout: 600_000 },
  async (setting) => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const place = await office(setting)
        const niks = [newNik(), newNik()]
        const citizens = [0, 1, 2].map((n) => `citizen-${n}`)
        const recordOf = async (as: string) => {
          const { memberId } = await place.deps.selves.find(as)
          return memberId
        }
        let views = await Promise.all(citizens.map(place.view))
        for (const step of all) {
          const ownIds = await Promise.all(citizens.map(recordOf))
          const touchedIds = await take(place, step, niks)
          const now = await Promise.all(citizens.map(place.view))
          for (const [i, as] of citizens.entries()) {
            const own = ownIds[i]
            const keptId = own === undefined ? undefined : (await findKeptRecord(place.deps, own))?.id
            const isActing = step.act === 'oneself' && `citizen-${step.who}` === as
            if (!isActing && ![own, keptId].some((id) => id !== undefined && touchedIds.includes(id)))
              expect([step, as, now[i]]).toEqual([step, as, views[i]])
          }
          views = now
          await expectLaws(place, niks)
        }
        expect(await recountAll(place.deps)).toEqual([])
      }),
      runs(4, 12),
    )
  },
)

/** The content of an answer, without the random number and the instant of the clock. */
const likeness = async (answer: Response) => {
  const { 'x-request-id': _, ...headers } = Object.fromEntries(answer.headers)
  const text = await answer.text()
  return {
    status: answer.status,
    headers,
    size: text.length,
    text: text.replaceAll(/[0-9A-Z]{4}-?[0-9A-Z]{4}/g, 'NUMBER'),
  }
}

test.each(settings)(
  'twenty who claim one NIK at once: one holds it, nineteen are disputed, and all get the same answer ($counts)',
  { timeout: 120_000 },
  async (setting) => {
    const place = await office(setting)
    const nik = newNik()
    const citizens = Array.from({ length: 20 }, (_, i) => `citizen-${i + 10}`)
    const answers = await Promise.all(citizens.map(async (as) => likeness(await place.oneself(as, nik))))
    expect(answers[0]?.status).toBe(201)
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    const members = await readRecords(place)
    expect([members.length, (await readDisputes(place)).length]).toEqual([20, 19])
    const holder = await place.deps.members.idByNik(nik)
    expect(members.filter(({ dispute }) => dispute === undefined).map(({ id }) => id)).toEqual([holder])
    for (const path of ['/v1/me', '/v1/me/history']) {
      const likenesses = await Promise.all(citizens.map(async (as) => likeness(await place.call('GET', path, { as }))))
      expect(new Set(likenesses.map((each) => JSON.stringify(each))).size).toBe(1)
    }
    await expectLaws(place, [nik])
    expect(await recountAll(place.deps)).toEqual([])
  },
)

test.each(settings)(
  'two who probe each other learn nothing, whatever is held, verified or erased ($counts)',
  { timeout: 120_000 },
  async (setting) => {
    const place = await office(setting)
    const idOf = async (answer: Response) => OwnRecord.pick({ memberId: true }).parse(await answer.json()).memberId
    /** NIKs of every kind of person about whom nobody else may learn anything. */
    const kinds: Record<string, (nik: string) => Promise<unknown>> = {
      'nobody has': async () => {},
      'an officer registered': (nik) => place.byOfficer(nik),
      'somebody registered himself': (nik) => place.oneself(`other-${nik}`, nik),
      'somebody verified has': async (nik) =>
        place.settle(await idOf(await place.oneself(`other-${nik}`, nik)), 'matches'),
      'somebody rejected had': async (nik) =>
        place.settle(await idOf(await place.oneself(`other-${nik}`, nik)), 'does_not_match'),
      'an erased person had': async (nik) => place.erase(await idOf(await place.byOfficer(nik))),
    }
    const answersByKind: Record<string, unknown> = {}
    for (const [kind, arrange] of Object.entries(kinds)) {
      const nik = newNik()
      await arrange(nik)
      const as = `probe-of-${nik}`
      const registration = await place.oneself(as, nik)
      const answers = [
        registration,
        await place.call('GET', '/v1/me', { as }),
        await place.call('GET', '/v1/me/history?limit=1', { as }),
        await place.oneself(as, newNik()),
      ]
      for (const path of ['/v1/members/searches', '/v1/members'])
        answers.push(await place.call('POST', path, { as, body: path.endsWith('searches') ? { nik } : {} }))
      answersByKind[kind] = (await Promise.all(answers.map(likeness))).map((each) => ({
        ...each,
        // The caller's own NIK ends differently, and every refusal contains the id of its request.
        text: each.text.replace(/\*{12}\d\d/, '').replace(/"requestId":"[^"]+"/, ''),
      }))
    }
    const [first, ...others] = Object.entries(answersByKind)
    for (const [kind, answers] of others) expect({ [kind]: answers }).toEqual({ [kind]: first?.[1] })
    const members = await readRecords(place)
    expect(members.filter((member) => !isVerified(member)).length).toBeGreaterThanOrEqual(Object.keys(kinds).length)
  },
)
