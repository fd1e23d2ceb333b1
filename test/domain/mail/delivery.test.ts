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
const planned = planDelivery(id, start, false)
const claimed = claimCopy(planned, 'archive', start)
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
      let delivery = planned
      for (const each of acts) {
        const next = perform(delivery, each)
        expect(rank(next)).toBeGreaterThanOrEqual(rank(delivery))
        delivery.copies.forEach((copy, i) => {
          const after = next.copies[i]
          expect(after).toBeDefined()
          if (after)
            expect(DeliveryState.options.indexOf(after.state)).toBeGreaterThanOrEqual(
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
      let delivery = planned
      for (const each of acts) {
        const { copies } = perform(delivery, each)
        const added = copies[delivery.copies.length]
        const mayHave = delivery.copies.some(({ state }) => state === 'delivered' || state === 'unknown')
        if (added && mayHave) expect(added.isRepeat).toBe(true)
        if (added && delivery.copies.length === 0) expect(added.isRepeat).toBe(false)
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
      ([notices, shuffled], when) => {
        const hear = (delivery: Delivery, all: MailNotice[]) =>
          all.reduce((d, each) => recordNotice(d, 1, each), delivery)
        const taken: SendResult = { outcome: 'handed_over', messageId: 'message' }
        const inOrder = hear(recordSendResult(claimed, 1, taken), notices)
        const early = hear(claimed, shuffled.slice(0, when))
        const mixed = hear(recordSendResult(early, 1, taken), shuffled.slice(when))
        expect(mixed.state).toBe(inOrder.state)
        expect(mixed.copies[0]?.messageId).toBe('message')
        const sortNotices = ({ copies }: Delivery) =>
          copies[0]?.notices.map((each) => `${each.at} ${each.kind}`).toSorted()
        expect(sortNotices(mixed)).toEqual(sortNotices(inOrder))
      },
    ),
    { numRuns: 500 },
  )
})

describe('the next step of a delivery', () => {
  test('is to send a planned mail, and nothing if a copy has left us', () => {
    expect(findNextStep(planned, start)).toEqual({ step: 'send' })
    const taken = recordSendResult(claimed, 1, { outcome: 'handed_over', messageId: 'message' })
    expect(findNextStep(taken, later(10 * unknownMs))).toEqual({ step: 'nothing' })
  })

  test('is to wait half an hour for an event if the state is unknown, then to send a marked copy', () => {
    const unknown = recordSendResult(claimed, 1, { outcome: 'unknown', reason: 'timed_out' })
    const until = later(unknownMs).toISOString()
    expect(findNextStep(unknown, later(unknownMs - 1))).toEqual({ step: 'wait', until })
    expect(findNextStep(unknown, later(unknownMs))).toEqual({ step: 'send' })
    expect(isNextRepeat(unknown)).toBe(true)
    expect(findNextStep(claimed, later(1))).toEqual({ step: 'lost', until })
    expect(findNextStep(giveUpLastCopy(claimed), later(1))).toEqual({ step: 'wait', until })
  })

  test('is nothing once an event says that it was sent', () => {
    const unknown = recordSendResult(claimed, 1, { outcome: 'unknown', reason: 'timed_out' })
    const heard = recordNotice(unknown, 1, { kind: 'sent', at: later(1).toISOString() })
    expect(heard.state).toBe('handed_over')
    expect(findNextStep(heard, later(unknownMs))).toEqual({ step: 'nothing' })
  })

  test('is to send a refused mail, as a first copy', () => {
    const refused = recordSendResult(claimed, 1, { outcome: 'refused', reason: 'too_many_requests', isFinal: false })
    expect(findNextStep(refused, start)).toEqual({ step: 'send' })
    expect(isNextRepeat(refused)).toBe(false)
  })

  test('is to ask a person if the state of two copies is unknown; the person may send one more', () => {
    const once = giveUpLastCopy(claimed)
    const twice = giveUpLastCopy(claimCopy(once, 'archive', later(unknownMs)))
    expect(findNextStep(twice, later(3 * unknownMs))).toEqual({ step: 'ask' })
    expect(findNextStep(allowRepeat(twice), later(3 * unknownMs))).toEqual({ step: 'send' })
  })
})

test('an automatic reply is noted and does not change the state', () => {
  const delivered = recordNotice(claimed, 1, { kind: 'delivered', at: later(1).toISOString() })
  const replied = recordNotice(delivered, 1, { kind: 'replied', at: later(2).toISOString() })
  expect(replied.state).toBe('delivered')
  expect(replied.copies[0]?.notices.map((each) => each.kind)).toEqual(['delivered', 'replied'])
})
