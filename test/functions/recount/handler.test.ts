import { expect, test } from 'vitest'
import { nightlyRecount } from '../../../functions/recount/handler.ts'
import type { Write } from '../../../shared/data/table.ts'
import { chooseMonths } from '../../../shared/domain/ledger/recount-rotation.ts'
import { NewPartner } from '../../../shared/domain/partner/partner.ts'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { registerPartner } from '../../../shared/usecases/partners/partners.ts'
import { watchPartners } from '../../../shared/usecases/partners/watch-partners.ts'
import { acceptEvent } from '../../../shared/usecases/receiving/accept-event.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { loanEvent, testEvent } from '../../support/loan-event.ts'
import { callerAs, copiesOf, request, testDeps } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

const area = '31.71.01.1001'

const ledger = copiesOf(async () => {
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-05', now: '2021-11-03T05:00:00.000Z' })
  await registerMember(deps, callerAs('admin'), request(), {
    person: { name: 'Sri Wahyuni', nik: newNik() },
    ...{ gender: 'male', category: 'pemula', area, agency: 'PPAPP', registeredOn: '2021-07-20' },
  })
  await closeMonths(deps, 'schedule')
  return { deps }
})
const sixMonths = async () => (await ledger()).deps

test('each night counts the open months, and the closed months that were counted longest ago', async () => {
  const deps = await sixMonths()
  const nights: string[][] = []
  for (const day of ['04', '05', '06', '07']) {
    deps.clock.set(`2021-11-${day}T19:00:00.000Z`)
    nights.push((await nightlyRecount(deps, () => {})).recounted)
  }
  // Closing counted all six at the same instant, so the first month comes first.
  expect(nights).toEqual([
    ['2021-05', '2021-06', '2021-07', '2021-11'],
    ['2021-08', '2021-09', '2021-10', '2021-11'],
    ['2021-05', '2021-06', '2021-07', '2021-11'],
    ['2021-08', '2021-09', '2021-10', '2021-11'],
  ])
  const recounts = await deps.ledger.recounts()
  expect(recounts.map(({ month, agreedAt }) => [month, agreedAt?.slice(0, 10)])).toEqual([
    ['2021-05', '2021-11-06'],
    ['2021-06', '2021-11-06'],
    ['2021-07', '2021-11-06'],
    ['2021-08', '2021-11-07'],
    ['2021-09', '2021-11-07'],
    ['2021-10', '2021-11-07'],
    ['2021-11', '2021-11-07'],
  ])
})

test('a month that was never counted comes before all that were', () => {
  const recountAt = (month: string, countedAt: string) => ({ month, countedAt })
  const recounts = [
    recountAt('2021-01', '2021-06-09T19:00:00.000Z'),
    recountAt('2021-02', '2021-06-07T19:00:00.000Z'),
    recountAt('2021-04', '2021-06-08T19:00:00.000Z'),
  ]
  const books = { firstMonth: '2021-01', closedThrough: '2021-04' }
  expect(chooseMonths(books, '2021-06', recounts)).toEqual(['2021-03', '2021-02', '2021-04', '2021-05', '2021-06'])
})

test('before any month is closed only the open months are counted', () => {
  const books = { firstMonth: '2021-10', closedThrough: '2021-09' }
  expect(chooseMonths(books, '2021-11', [])).toEqual(['2021-10', '2021-11'])
})

test('a counter that differs makes the run fail, after every month was counted', async () => {
  const deps = await sixMonths()
  const cell = { stage: 'P1', agency: 'PPAPP', gender: 'male', category: 'pemula' } as const
  const counters = { [deps.frame.names.nameOf('late', cell)]: 1 }
  await deps.commit(deps.tallies.addShift({ month: '2021-05', area, trueMonth: '2021-04', counters }))
  deps.clock.set('2021-11-04T19:00:00.000Z')
  const measured: object[] = []
  await expect(nightlyRecount(deps, (values) => measured.push(values))).rejects.toThrow(
    /^Counters differ from entries in 2021-05$/,
  )
  expect(measured).toEqual([
    { Differing: expect.toSatisfy((count: number) => count > 0), TrailFaults: 0, TroubledPartners: 0 },
  ])
  const counted = (await deps.ledger.recounts()).filter(({ countedAt }) => countedAt.startsWith('2021-11-04'))
  expect(counted.map(({ month, differing }) => [month, differing > 0])).toEqual([
    ['2021-05', true],
    ['2021-06', false],
    ['2021-07', false],
    ['2021-11', false],
  ])
  expect(counted[0]?.agreedAt).toBe('2021-11-03T05:00:00.000Z')
})

test('a partner that stops reporting loans for a week is reported until it reports again', async () => {
  const deps = await sixMonths()
  const signing = { scheme: 'standard_webhooks' }
  const partner = { name: 'Mitra', type: 'bank', signing }
  for (const more of [{ code: 'bank-a' }, { code: 'bank-new' }, { code: 'bank-play', isSandbox: true }])
    await registerPartner(deps, callerAs('admin'), request(), NewPartner.parse({ ...partner, ...more }))
  let ids = 0
  const tell = async (code: string, at: string, event: { id: string } = loanEvent({ id: `evt-${++ids}` })) => {
    deps.clock.set(at)
    const signer = await deps.partners.get(code)
    if (!signer) throw new Error('There is no such partner')
    const doors = {
      ...deps,
      metrics: () => {},
      tellLoan: ({ otherWrites }: { otherWrites: Write[] }) => deps.commit(...otherWrites),
    }
    const body = Buffer.from(JSON.stringify(event))
    const answer = (receipt: string) => ({ status: 200, body: { receipt } })
    const sent = { body, signature: '', timestamp: '', id: { webhookId: event.id }, answer }
    await acceptEvent(doors, signer.partner, sent, { door: 'event', statusOf: () => 400 })
  }
  const silentAt = async (instant: string) => {
    deps.clock.set(instant)
    const found = await watchPartners(deps)
    return found.filter(({ troubles }) => troubles.includes('silent')).map(({ partner }) => partner)
  }
  const first = loanEvent({ id: 'evt-first' })
  await tell('bank-a', '2021-11-03T05:00:00.000Z', first)
  await tell('bank-new', '2021-11-03T05:00:00.000Z', testEvent())
  await tell('bank-play', '2021-11-03T05:00:00.000Z')
  // None of these tells of a loan.
  for (const [door, status, reason] of [
    ['token', 200, 'done'],
    ['parked', 200, 'done'],
    ['event', 422, 'field_missing'],
  ] as const)
    await deps.commit(
      deps.partnerCalls.add('bank-a', {
        ...{ id: deps.newId('cal'), at: '2021-11-08T05:00:00.000Z' },
        ...{ door, status, reason },
      }),
    )
  await tell('bank-a', '2021-11-08T05:00:00.000Z', testEvent())
  await tell('bank-a', '2021-11-08T06:00:00.000Z', testEvent())
  expect(await silentAt('2021-11-10T05:00:00.000Z')).toEqual([])
  expect(await silentAt('2021-11-10T05:00:00.001Z')).toEqual(['bank-a'])
  const measured: object[] = []
  await nightlyRecount(deps, (values) => measured.push(values))
  expect(measured).toEqual([{ Differing: 0, TrailFaults: 0, TroubledPartners: 1 }])
  // What is told again is a sign of life, too.
  await tell('bank-a', '2021-11-10T06:00:00.000Z', first)
  expect(await silentAt('2021-11-17T05:00:00.000Z')).toEqual([])
  await tell('bank-a', '2021-11-20T06:00:00.000Z')
  expect(await silentAt('2021-11-27T05:00:00.000Z')).toEqual([])
  expect(await silentAt('2021-11-27T06:00:00.001Z')).toEqual(['bank-a'])
})

test('a night says of each partner what the day was, and what needs attention', async () => {
  const deps = await sixMonths()
  const signing = { scheme: 'standard_webhooks' }
  for (const code of ['bank-busy', 'bank-calm']) {
    const partner = NewPartner.parse({ code, name: 'Mitra', type: 'bank', signing })
    await registerPartner(deps, callerAs('admin'), request(), partner)
  }
  const call = (at: string, status: number, isAboutLoan = false) =>
    deps.commit(
      deps.partnerCalls.add(
        'bank-busy',
        { id: deps.newId('cal'), at, door: 'event', status, reason: 'x' },
        { isAboutLoan },
      ),
    )
  // Tuesdays in Jakarta; the day begins at 17:00 UTC of the day before.
  for (const day of ['2021-11-01T17', '2021-11-08T18', '2021-11-16T16']) await call(`${day}:00:00.000Z`, 200, true)
  for (const at of ['2021-11-22T16:59:59.999Z', '2021-11-23T17:00:00.000Z']) await call(at, 200, true)
  for (const at of ['2021-11-22T17:00:00.000Z', '2021-11-23T16:59:59.999Z']) await call(at, 422)
  const refusal = { partner: 'bank-busy', reason: 'signature', at: '2021-11-23T05:00:00.000Z' } as const
  for (let n = 0; n < 31; n++) await deps.refusedCalls.count({ ...refusal, day: '2021-11-23' })
  deps.clock.set('2021-11-23T19:00:00.000Z')
  expect(await watchPartners(deps)).toEqual([{ partner: 'bank-busy', troubles: ['refusals', 'quiet'] }])
  const lines = deps.logged.filter((line) => line.includes('"partner":')).map((line) => JSON.parse(line))
  expect(lines.slice(-2)).toMatchObject([
    {
      message: 'A partner needs attention',
      ...{ day: '2021-11-23', calls: 2, refused: 2, disbelieved: 31, told: 0, refusedPercent: 100 },
    },
    { message: 'A partner was watched', partner: 'bank-calm', calls: 0, refusedPercent: 0 },
  ])
})
