import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { beforeEach, describe, expect, test } from 'vitest'
import { nightlyRecount } from '../../../functions/recount/handler.ts'
import { correctMember } from '../../../shared/usecases/members/correction.ts'
import { rejoinMember, withdrawMember } from '../../../shared/usecases/members/member-status.ts'
import { readMemberTrail } from '../../../shared/usecases/members/member-trail.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { checkTrail, trailDayPage } from '../../../shared/usecases/trail/check-trail.ts'
import { sealTrail } from '../../../shared/usecases/trail/seal-trail.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { tableContents } from '../../support/table-contents.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

const admin = callerAs('admin')
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))

let deps: TestDeps
let id: string

/** Three events on two days. Both days are sealed, and the reason of the first event is `Pindah rumah`. */
beforeEach(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10', now: '2021-11-20T05:00:00.000Z' })
  const person = { name: 'Sri Wahyuni', nik: newNik() }
  const input = { person, gender: 'male', category: 'pemula', area: '31.71.01.1001', agency: 'PPKUKM' } as const
  id = (await registerMember(deps, admin, request(), input)).answer.memberId
  await correctMember(deps, admin, id, 1, { area: '31.72.01.1001', reason: 'Pindah rumah' })
  // 23:59:59.999 in Jakarta is still the same day, and a millisecond later the next one.
  deps.clock.set('2021-11-20T16:59:59.999Z')
  await withdrawMember(deps, admin, request(), id, '2021-11-20')
  deps.clock.set('2021-11-21T17:00:00.000Z')
  await rejoinMember(deps, admin, request(), id)
  deps.clock.set('2021-11-23T19:00:00.000Z')
  await sealTrail(deps)
})

const events = async () =>
  (await tableContents(deps.tableName)).filter(({ sk }) => String(sk).startsWith('TRAIL#')).map((item) => ({ ...item }))
const keyOf = ({ pk, sk }: Record<string, unknown>) => ({ pk, sk })
const onTable = { TableName: '' }
const write = () => ({ ...onTable, TableName: deps.tableName })
const faults = async () => (await checkTrail(deps)).faults

describe('the sealed trail', () => {
  test('has a chained seal for each day of Jakarta with events, up to yesterday', async () => {
    const seals = await deps.trailSeals.all()
    expect(seals.map(({ day }) => day)).toEqual(['2021-11-20', '2021-11-22'])
    expect(await deps.trailSeals.head()).toMatchObject({ through: '2021-11-23' })
    expect((await deps.trailSeals.leaves('2021-11-20')).map(({ memberId }) => memberId)).toEqual([id, id])
    expect(await checkTrail(deps)).toMatchObject({ days: 2, events: 3, faulty: 0, through: '2021-11-23' })
  })

  test('has each event of a day once and in order, page by page', async () => {
    for (let i = 0; i < 9; i++) {
      const event = {
        id: deps.newId('trl'),
        memberId: id,
        at: deps.now().toISOString(),
        actor: 'admin',
        source: 'api',
      }
      await deps.commit(deps.trail.add({ ...event, act: 'noted' }))
    }
    deps.clock.set('2021-11-26T19:00:00.000Z')
    await sealTrail(deps)
    for (const limit of [1, 3, 50]) {
      const eventIds: string[] = []
      let after: string | undefined
      do {
        const page = await trailDayPage(deps, admin, '2021-11-24', { after, limit })
        expect(page.items.length).toBeLessThanOrEqual(limit)
        eventIds.push(...page.items.map((event) => event.id))
        after = page.last
      } while (after !== undefined)
      expect(eventIds).toEqual((await deps.trailSeals.leaves('2021-11-24')).map((leaf) => leaf.id))
    }
  })

  test('is sealed two hours after midnight, and only once by several at once', async () => {
    deps.clock.set('2021-11-24T18:59:59.999Z')
    await sealTrail(deps)
    expect(await deps.trailSeals.head()).toMatchObject({ through: '2021-11-23' })
    deps.clock.set('2021-11-24T19:00:00.000Z')
    await Promise.all([sealTrail(deps), sealTrail(deps), sealTrail(deps)])
    expect(await deps.trailSeals.head()).toMatchObject({ through: '2021-11-24' })
    expect(await faults()).toEqual([])
  })

  test('reveals an event that was removed, and one that was altered', async () => {
    const [first, second] = await events()
    await client.send(new DeleteCommand({ ...write(), Key: keyOf(first ?? {}) }))
    await client.send(
      new UpdateCommand({
        ...write(),
        Key: keyOf(second ?? {}),
        UpdateExpression: 'SET actor = :a',
        ExpressionAttributeValues: { ':a': 'somebody' },
      }),
    )
    expect(await faults()).toEqual([
      { day: '2021-11-20', what: 'removed', event: first?.id, memberId: id },
      { day: '2021-11-20', what: 'altered', event: second?.id, memberId: id },
    ])
  })

  test('finds an event that was hidden from the index, and reveals one that was added to a day without events', async () => {
    const [first] = await events()
    await client.send(
      new UpdateCommand({ ...write(), Key: keyOf(first ?? {}), UpdateExpression: 'REMOVE gsi1pk, gsi1sk' }),
    )
    expect(await faults()).toEqual([])
    const forgedEvent = { ...first, id: 'trl_01FMX0000ABCDEFGHJKM' }
    deps.clock.set('2021-11-21T05:00:00.000Z')
    const addedId = deps.newId('trl')
    await client.send(
      new PutCommand({
        ...write(),
        Item: { ...forgedEvent, id: addedId, sk: `TRAIL#${addedId}`, gsi1pk: 'TRAIL#3', gsi1sk: addedId },
      }),
    )
    expect(await faults()).toEqual([{ day: '2021-11-22', what: 'added', event: addedId, memberId: id }])
  })

  test('reveals an altered list of a day, and a chain with a removed or renewed seal', async () => {
    const [seal, last] = await deps.trailSeals.all()
    await client.send(
      new UpdateCommand({
        ...write(),
        Key: { pk: 'TRAILSEAL#2021-11-20', sk: '0000' },
        UpdateExpression: 'REMOVE leaves[0]',
      }),
    )
    expect(await faults()).toEqual([{ day: '2021-11-20', what: 'seal_altered' }])
    await client.send(new DeleteCommand({ ...write(), Key: { pk: 'TRAILSEALS', sk: seal?.day } }))
    expect(await faults()).toContainEqual({ day: '2021-11-22', what: 'chain_broken' })
    await client.send(new DeleteCommand({ ...write(), Key: { pk: 'TRAILSEALS', sk: last?.day } }))
    expect(await faults()).toEqual([{ day: '2021-11-23', what: 'head_differs' }])
  })

  test('survives the erasure of a person and its reasons, and reveals a reason that was emptied otherwise', async () => {
    const { version } = await deps.members.get(id).then((member) => member ?? { version: 0 })
    await correctMember(deps, admin, id, version, { area: '31.71.01.1001', reason: 'Kembali' })
    deps.clock.set('2021-11-24T05:00:00.000Z')
    await eraseMember(deps, admin, request(), id)
    deps.clock.set('2021-11-25T05:00:00.000Z')
    await sealTrail(deps)
    const { items } = await readMemberTrail(deps, admin, id, { limit: 100 })
    expect(items.filter(({ act }) => act === 'moved').map(({ reason }) => reason)).toEqual([undefined, undefined])
    expect(await checkTrail(deps)).toMatchObject({ events: 5, faults: [] })
    const erasureEvent = (await events()).find(({ act }) => act === 'erased')
    await client.send(new DeleteCommand({ ...write(), Key: keyOf(erasureEvent ?? {}) }))
    expect((await faults()).map(({ what }) => what).toSorted()).toEqual(['reason_gone', 'reason_gone', 'removed'])
  })

  test('is checked in rotation each night, and a fault makes the night fail and is measured', async () => {
    expect(await checkTrail(deps, { mostEvents: 1 })).toMatchObject({ days: 1, events: 2, last: '2021-11-20' })
    expect(await checkTrail(deps, { mostEvents: 1 })).toMatchObject({ days: 1, events: 1 })
    expect(await nightlyRecount(deps, () => {})).toMatchObject({ trail: { through: '2021-11-23' } })
    expect(deps.logged.join('\n')).toContain('"The trail is sealed","through":"2021-11-23"')
    const [first] = await events()
    await client.send(new DeleteCommand({ ...write(), Key: keyOf(first ?? {}) }))
    const measurements: object[] = []
    await expect(nightlyRecount(deps, (values) => measurements.push(values))).rejects.toThrow(
      'The trail is not as it was sealed: 1 faults',
    )
    expect(measurements).toEqual([{ Differing: 0, TrailFaults: 1, TroubledPartners: 0 }])
  })
})
