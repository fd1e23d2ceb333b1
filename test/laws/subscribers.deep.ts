import { expect, test } from 'vitest'
import { memberOfEvent } from '../../shared/domain/subscriber/outgoing-event.ts'
import { changeSubscriberFor, readSubscriber } from '../../shared/usecases/subscribers/subscribers.ts'
import { runAndDie } from '../support/crashes.ts'
import { passMinutes, startReceiver, subscribe, sweepEvents } from '../support/event-receiver.ts'
import { jakarta, register } from '../support/registering.ts'
import { callerAs, type TestDeps } from '../support/test-deps.ts'

const admin = callerAs('admin')
const types = ['member.attained', 'member.reversed'] as const
const script = new URL('../support/events-and-die.ts', import.meta.url)

/** The members in the log's events, in the order of the log. */
const membersInLog = async ({ eventLog }: TestDeps): Promise<string[]> =>
  (await eventLog.after(0, 1000)).flatMap(({ events }) => events.flatMap((event) => memberOfEvent(event) ?? []))

const registerSome = async (deps: TestDeps, count: number): Promise<string[]> => {
  const ids: string[] = []
  for (let i = 0; i < count; i++) ids.push((await register(deps)).memberId)
  return ids
}

test('a subscriber that is down for three days loses nothing, and gets each event once, in order', {
  timeout: 300_000,
}, async () => {
  const deps = await jakarta()
  const receiver = await startReceiver()
  const other = await startReceiver()
  await subscribe(deps, receiver.target, { types: [...types] })
  await subscribe(deps, other.target, { types: [...types] })
  const ids = await registerSome(deps, 3)
  await sweepEvents(deps)
  // Closed connections, errors of the server and redirects, in turn.
  for (let hour = 0; hour < 72; hour++) {
    receiver.answer([0, 500, 302][hour % 3] ?? 0)
    if (hour % 6 === 0) ids.push(...(await registerSome(deps, 2)))
    passMinutes(deps, 60)
    await sweepEvents(deps)
  }
  expect(receiver.got).toHaveLength(3)
  expect(other.events().map(({ data }) => data.member)).toEqual(ids)
  receiver.answer(200)
  passMinutes(deps, 60)
  await sweepEvents(deps)
  expect(receiver.events().map(({ data }) => data.member)).toEqual(ids)
  expect(new Set(receiver.got.map(({ id }) => id)).size).toBe(ids.length)
  expect(receiver.got.map(({ id }) => id)).toEqual(other.got.map(({ id }) => id))
  await Promise.all([receiver.stop(), other.stop()])
})

test('killed at any write, sweeps end with every event delivered, and repeats only under the same id', {
  timeout: 600_000,
}, async () => {
  const arrange = async () => {
    const deps = await jakarta()
    const receiver = await startReceiver()
    await subscribe(deps, receiver.target, { types: [...types] })
    return { deps, receiver, ids: await registerSome(deps, 3) }
  }
  const whole = await arrange()
  const { signal, writes } = await runAndDie(script, whole.deps, {})
  expect(signal).toBeNull()
  const sureWrites = 6
  expect(writes).toBeGreaterThan(sureWrites)
  expect(whole.receiver.got).toHaveLength(3)
  await whole.receiver.stop()
  for (let write = 1; write <= writes; write += 3)
    for (const side of ['before', 'after']) {
      const { deps, receiver, ids } = await arrange()
      const killedRun = await runAndDie(script, deps, { TEST_FATE: `${write} ${side}` })
      // Logging and sending run in parallel, so one run may lack the last writes of another.
      if (write <= sureWrites) expect(killedRun.signal).toBe('SIGKILL')
      for (const minutes of [0, 2, 2]) {
        passMinutes(deps, minutes)
        await sweepEvents(deps)
      }
      const members = [...new Map(receiver.events().map(({ id, data }) => [id, data.member])).values()]
      expect([write, side, members]).toEqual([write, side, await membersInLog(deps)])
      expect(members.toSorted()).toEqual(ids.toSorted())
      await receiver.stop()
    }
})

test('two sweeps at once send each event once', { timeout: 300_000 }, async () => {
  const deps = await jakarta()
  const receiver = await startReceiver()
  await subscribe(deps, receiver.target, { types: [...types] })
  const ids: string[] = []
  for (let round = 0; round < 5; round++) {
    ids.push(...(await registerSome(deps, 6)))
    await Promise.all([sweepEvents(deps), sweepEvents(deps), sweepEvents(deps)])
  }
  await sweepEvents(deps)
  const members = receiver.events().map(({ data }) => data.member)
  expect(members).toEqual(await membersInLog(deps))
  expect(members.toSorted()).toEqual(ids.toSorted())
  await receiver.stop()
})

test('no subscriber gets events about a member of another kota or agency, however scopes and members change', async () => {
  const deps = await jakarta()
  const scopes = [{ area: '31.71' }, { area: '31.72' }, { area: '31', agency: 'PPAPP' }, { area: '31.71.01.1001' }]
  const receivers = await Promise.all(
    scopes.map(async (scope) => {
      const receiver = await startReceiver()
      const { id } = await subscribe(deps, receiver.target, { ...scope, types: [...types] })
      return { ...receiver, scope, id }
    }),
  )
  const places = [
    { area: '31.71.01.1001', agency: 'PPKUKM' },
    { area: '31.71.02.1001', agency: 'PPAPP' },
    { area: '31.72.01.1001', agency: 'PPKUKM' },
    { area: '31.72.01.1001', agency: 'PPAPP' },
  ]
  const members = await Promise.all(
    places.map(async (place) => ({ place, id: (await register(deps, place)).memberId })),
  )
  await sweepEvents(deps)
  for (const { scope, events } of receivers) {
    const isWithin = ({ area, agency }: { area: string; agency: string }) =>
      deps.frame.areas.isWithin(area, scope.area) && (scope.agency === undefined || scope.agency === agency)
    const expected = members.filter(({ place }) => isWithin(place)).map(({ id }) => id)
    expect(
      events()
        .map(({ data }) => data.member)
        .toSorted(),
    ).toEqual(expected.toSorted())
  }
  const [first] = receivers
  if (!first) throw new Error('No receiver')
  const { version } = await readSubscriber(deps, admin, first.id)
  await changeSubscriberFor(deps, admin, first.id, version, { until: deps.now().toISOString() })
  const before = first.got.length
  await register(deps)
  await sweepEvents(deps)
  expect(first.got).toHaveLength(before)
  for (const { stop } of receivers) await stop()
})
