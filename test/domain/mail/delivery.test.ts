import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allowRepeat,
  claimCopy,
  type Delivery,
  DeliveryState,
  findNextStep,
  giveUpLastCopy,
  isNextRepeat,
  pauseDelivery,
  planDelivery,
  recordNotice,
  recordSendResult,
  type SendResult,
  unknownMs,
} from '../../../shared/domain/mail/delivery.ts'
import { MailNotice } from '../../../shared/domain/mail/mail-notice.ts'

const start = new Date('2021-12-05T00:00:00.000Z')
const id = { month: '2021-11', number: 1, recipientId: 'rcp_1' }
const later = (ms: number) => new Date(start.getTime() + ms)
const plannedDelivery = planDelivery(id, start, false)
const claimedDelivery = claimCopy(plannedDelivery, 'archive', start)
const rank = ({ state }: Delivery) => DeliveryState.options.indexOf(state)

const kind = fc.constantFrom(...MailNotice.shape.kind.options)
const notice = fc.record({ kind, at: fc.integer({ min: 0, max: 5 }).map((n) => later(n * 1000).toISOString()) })
const answer: fc.Arbitrary<SendResult> = fc.oneof(
  fc.constant<SendResult>({ outcome: 'handed_over', messageId: 'message' }),
  fc.boolean().map((isFinal): SendResult => ({ outcome: 'refused', reason: 'too_many_requests', isFinal })),
  fc.constant<SendResult>({ outcome: 'unknown', reason: 'timed_out' }),
)
const act = fc.oneof(
  { arbitrary: fc.record({ act: fc.constant('sweep' as const), ms: fc.nat(2 * unknownMs) }), weight: 4 },
  { arbitrary: fc.record({ act: fc.constant('answer' as const), copy: fc.nat(3), answer }), weight: 3 },
  { arbitrary: fc.record({ act: fc.constant('notice' as const), copy: fc.nat(3), notice }), weight: 4 },
  { arbitrary: fc.record({ act: fc.constantFrom('pause' as const, 'replay' as const) }), weight: 1 },
)

/** Changes a delivery as the sweep, the mail service or an event does. */
function perform(delivery: Delivery, each: typeof act extends fc.Arbitrary<infer T> ? T : never): Delivery {
  switch (each.act) {
    case 'sweep': {
      const { step } = findNextStep(delivery, later(each.ms))
      if (step === 'send') return claimCopy(delivery, 'archive', later(each.ms))
      return step === 'lost' ? giveUpLastCopy(delivery) : delivery
    }
    case 'answer':
      return recordSendResult(delivery, each.copy, each.answer)
    case 'notice':
      return recordNotice(delivery, each.copy, each.notice)
    case 'pause':
      return pauseDelivery(delivery, start)
    case 'replay':
      return allowRepeat(delivery)
  }
}

test('whatever happens, in any order, a delivery and each of its copies only move forward', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      let delivery = plannedDelivery
      for (const each of acts) {
        const next = perform(delivery, each)
        expect(rank(next)).toBeGreaterThanOrEqual(rank(delivery))
        delivery.copies.forEach((copy, i) => {
          const copyAfter = next.copies[i]
          expect(copyAfter).toBeDefined()
          if (copyAfter)
            expect(DeliveryState.options.indexOf(copyAfter.state)).toBeGreaterThanOrEqual(
              DeliveryState.options.indexOf(copy.state),
            )
        })
        delivery = next
      }
    }),
    { numRuns: 500 },
  )
})

test('every copy that follows a copy which may have arrived says that it is a further copy', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      let delivery = plannedDelivery
      for (const each of acts) {
        const { copies } = perform(delivery, each)
        const addedCopy = copies[delivery.copies.length]
        const mayHaveArrived = delivery.copies.some(({ state }) => state === 'delivered' || state === 'unknown')
        if (addedCopy && mayHaveArrived) expect(addedCopy.isRepeat).toBe(true)
        if (addedCopy && delivery.copies.length === 0) expect(addedCopy.isRepeat).toBe(false)
        delivery = perform(delivery, each)
      }
    }),
    { numRuns: 500 },
  )
})

test('events give the same state in any order, however often each comes', () => {
  fc.assert(
    fc.property(
      fc
        .array(notice, { minLength: 1, maxLength: 6 })
        .chain((notices) =>
          fc.tuple(
            fc.constant(notices),
            fc.shuffledSubarray([...notices, ...notices], { minLength: 2 * notices.length }),
          ),
        ),
      fc.nat(6),
      ([notices, shuffledNotices], splitAt) => {
        const recordNotices = (delivery: Delivery, all: MailNotice[]) =>
          all.reduce((d, each) => recordNotice(d, 1, each), delivery)
        const handOver: SendResult = { outcome: 'handed_over', messageId: 'message' }
        const orderedDelivery = recordNotices(recordSendResult(claimedDelivery, 1, handOver), notices)
        const earlyDelivery = recordNotices(claimedDelivery, shuffledNotices.slice(0, splitAt))
        const mixedDelivery = recordNotices(
          recordSendResult(earlyDelivery, 1, handOver),
          shuffledNotices.slice(splitAt),
        )
        expect(mixedDelivery.state).toBe(orderedDelivery.state)
        expect(mixedDelivery.copies[0]?.messageId).toBe('message')
        const sortNotices = ({ copies }: Delivery) =>
          copies[0]?.notices.map((each) => `${each.at} ${each.kind}`).toSorted()
        expect(sortNotices(mixedDelivery)).toEqual(sortNotices(orderedDelivery))
      },
    ),
    { numRuns: 500 },
  )
})

describe('the next step of a delivery', () => {
  test('is to send a planned mail, and nothing if a copy has left us', () => {
    expect(findNextStep(plannedDelivery, start)).toEqual({ step: 'send' })
    const sentDelivery = recordSendResult(claimedDelivery, 1, { outcome: 'handed_over', messageId: 'message' })
    expect(findNextStep(sentDelivery, later(10 * unknownMs))).toEqual({ step: 'nothing' })
  })

  test('is to wait half an hour for an event if the state is unknown, then to send a marked copy', () => {
    const unknownDelivery = recordSendResult(claimedDelivery, 1, { outcome: 'unknown', reason: 'timed_out' })
    const until = later(unknownMs).toISOString()
    expect(findNextStep(unknownDelivery, later(unknownMs - 1))).toEqual({ step: 'wait', until })
    expect(findNextStep(unknownDelivery, later(unknownMs))).toEqual({ step: 'send' })
    expect(isNextRepeat(unknownDelivery)).toBe(true)
    expect(findNextStep(claimedDelivery, later(1))).toEqual({ step: 'lost', until })
    expect(findNextStep(giveUpLastCopy(claimedDelivery), later(1))).toEqual({ step: 'wait', until })
  })

  test('is nothing once an event says that it was sent', () => {
    const unknownDelivery = recordSendResult(claimedDelivery, 1, { outcome: 'unknown', reason: 'timed_out' })
    const sentDelivery = recordNotice(unknownDelivery, 1, { kind: 'sent', at: later(1).toISOString() })
    expect(sentDelivery.state).toBe('handed_over')
    expect(findNextStep(sentDelivery, later(unknownMs))).toEqual({ step: 'nothing' })
  })

  test('is to send a refused mail, as a first copy', () => {
    const refusedDelivery = recordSendResult(claimedDelivery, 1, {
      outcome: 'refused',
      reason: 'too_many_requests',
      isFinal: false,
    })
    expect(findNextStep(refusedDelivery, start)).toEqual({ step: 'send' })
    expect(isNextRepeat(refusedDelivery)).toBe(false)
  })

  test('is to ask a person if the state of two copies is unknown; the person may send one more', () => {
    const lostOnce = giveUpLastCopy(claimedDelivery)
    const lostTwice = giveUpLastCopy(claimCopy(lostOnce, 'archive', later(unknownMs)))
    expect(findNextStep(lostTwice, later(3 * unknownMs))).toEqual({ step: 'ask' })
    expect(findNextStep(allowRepeat(lostTwice), later(3 * unknownMs))).toEqual({ step: 'send' })
  })
})

test('an automatic reply is noted and does not change the state', () => {
  const arrivedDelivery = recordNotice(claimedDelivery, 1, { kind: 'delivered', at: later(1).toISOString() })
  const repliedDelivery = recordNotice(arrivedDelivery, 1, { kind: 'replied', at: later(2).toISOString() })
  expect(repliedDelivery.state).toBe('delivered')
  expect(repliedDelivery.copies[0]?.notices.map((each) => each.kind)).toEqual(['delivered', 'replied'])
})
