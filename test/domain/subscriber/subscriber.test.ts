import { describe, expect, test } from 'vitest'
import { makeFrame } from '../../../shared/domain/ledger/frame.ts'
import { wrapCloudEvent } from '../../../shared/domain/push/cloud-event.ts'
import { findPositionAfter } from '../../../shared/domain/subscriber/line.ts'
import { OutgoingEvent } from '../../../shared/domain/subscriber/outgoing-event.ts'
import {
  changeSubscriber,
  isServed,
  mayLearnOf,
  Subscriber,
  wants,
} from '../../../shared/domain/subscriber/subscriber.ts'
import { compareSubscribers } from '../../../shared/domain/subscriber/subscriber-act.ts'
import { memberWith } from '../../support/acts.ts'
import { fewAreas } from '../../support/few-areas.ts'

const { areas } = makeFrame(fewAreas)
const subscriber: Subscriber = {
  ...{ id: 'sub_1', name: 'Bappeda', target: 'https://penerima.example.id/', types: ['member.attained'] },
  ...{ legalBasis: 'Perjanjian', contacts: ['data@example.id'], area: '31.71', version: 3, status: 'active' },
  ...{ from: '2021-11-01T00:00:00.000Z', until: '2021-12-01T00:00:00.000Z' },
  ...{ savedBy: 'admin', savedAt: '2021-10-01T00:00:00.000Z' },
}
const attainedEvent = OutgoingEvent.parse({
  ...{ id: 'evt_1', type: 'member.attained', time: '2021-11-10T00:00:00.000Z' },
  data: {
    ...{ member: 'M-1', entry: 'ent_1', stage: 'P1', happenedOn: '2021-11-09', postedIn: '2021-11' },
    ...{ area: '31.71.01.1001', agency: 'PPKUKM' },
  },
})
const at = (instant: string) => new Date(instant)

describe('a subscriber', () => {
  test('records only the differences of a change, and contacts only by name', () => {
    const changedSubscriber = {
      ...subscriber,
      types: ['month.closed' as const],
      until: undefined,
      contacts: ['lain@example.id'],
    }
    expect(compareSubscribers(subscriber, changedSubscriber)).toEqual({
      types: { from: 'member.attained', to: 'month.closed' },
      until: { from: '2021-12-01T00:00:00.000Z' },
      contacts: {},
    })
  })

  test('is served while it is active and has not ended', () => {
    expect(isServed(subscriber, at('2021-11-30T23:59:59.999Z'))).toBe(true)
    expect(isServed(subscriber, at('2021-12-01T00:00:00.000Z'))).toBe(false)
    expect(isServed({ ...subscriber, status: 'suspended' }, at('2021-11-10T00:00:00.000Z'))).toBe(false)
    expect(isServed({ ...subscriber, status: 'disabled' }, at('2021-11-10T00:00:00.000Z'))).toBe(false)
  })

  test.each([
    ['2021-10-31T23:59:59.999Z', false],
    ['2021-11-01T00:00:00.000Z', true],
    ['2021-11-30T23:59:59.999Z', true],
    ['2021-12-01T00:00:00.000Z', false],
  ])('gets the facts of its time: %s', (time, expected) => {
    expect(wants(subscriber, { ...attainedEvent, time })).toBe(expected)
    expect(wants({ ...subscriber, types: ['month.closed'] }, { ...attainedEvent, time })).toBe(false)
  })

  test.each([
    [{ area: '31' }, true],
    [{ area: '31.71' }, true],
    [{ area: '31.71.01.1001', agency: 'PPKUKM' }, true],
    [{ area: '31.72' }, false],
    [{ area: '31.71.01.1002' }, false],
    [{ area: '31', agency: 'PPAPP' }, false],
  ])('with the scope %o gets an event about a member there: %s', (scope, expected) => {
    expect(mayLearnOf(areas, { ...subscriber, ...scope }, memberWith({ P1: '2020-03-01' }))).toBe(expected)
  })

  test('gets no event about an erased person or a restricted one', () => {
    const member = memberWith({ P1: '2020-03-01' })
    expect(mayLearnOf(areas, subscriber, { ...member, status: 'erased' })).toBe(false)
    expect(mayLearnOf(areas, subscriber, { ...member, restrictedAt: '2021-11-01T00:00:00.000Z' })).toBe(false)
  })

  test('changes only the named fields, and null removes a field', () => {
    const changed = changeSubscriber(
      subscriber,
      { until: null, agency: 'PPAPP' },
      'rina',
      at('2021-11-02T00:00:00.000Z'),
    )
    expect(changed).toEqual({
      ...Subscriber.omit({ until: true }).parse(subscriber),
      ...{ agency: 'PPAPP', savedBy: 'rina', savedAt: '2021-11-02T00:00:00.000Z', version: 4 },
    })
  })
})

test('an envelope is a CloudEvent', () => {
  expect(wrapCloudEvent('https://api.example.id', attainedEvent)).toEqual({
    specversion: '1.0',
    id: 'evt_1',
    source: 'https://api.example.id',
    type: 'member.attained',
    time: '2021-11-10T00:00:00.000Z',
    datacontenttype: 'application/json',
    data: attainedEvent.data,
  })
})

test('the position in a queue passes the events of an act one by one', () => {
  expect([0, 1, 2].map((part) => findPositionAfter(7, part, 3))).toEqual([
    { number: 6, part: 1 },
    { number: 6, part: 2 },
    { number: 7, part: 0 },
  ])
})
