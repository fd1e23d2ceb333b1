import * as z from 'zod'
import { Instant, Month } from '../calendar.ts'
import { MailNotice } from './mail-notice.ts'

/** The state of one copy of a mail. */
const CopyState = z.enum([
  'claimed',
  'refused',
  'unknown',
  'handed_over',
  'delayed',
  'delivered',
  'suppressed',
  'bounced',
  'complained',
])
type CopyState = z.infer<typeof CopyState>

export const DeliveryState = z.enum(['planned', 'paused', ...CopyState.options]).meta({
  id: 'DeliveryState',
  description:
    'In order; a delivery only moves forward. refused: known not to be sent. unknown: perhaps sent, until a mail event ' +
    'tells or half an hour has passed.',
})
export type DeliveryState = z.infer<typeof DeliveryState>

const isFurther = (a: DeliveryState, b: DeliveryState): boolean =>
  DeliveryState.options.indexOf(a) > DeliveryState.options.indexOf(b)

/** Whether the mail service has taken a copy in this state. */
const wasTaken = (state: DeliveryState): boolean => !isFurther('handed_over', state)

/** One mail of a delivery. A second copy exists only when the fate of the first is unknown. */
export const Copy = z
  .object({
    number: z.int().min(1),
    state: CopyState,
    claimedAt: Instant,
    isRepeat: z.boolean().describe('An earlier copy may have arrived, so this one says that it is a repeat'),
    archive: z.string().describe('SHA-256, hexadecimal, of the archived mail'),
    reason: z.string().optional().describe('Why it was refused, or is unknown: a code'),
    said: z.string().optional().describe('What the mail service itself said of it, without addresses'),
    messageId: z.string().optional(),
    notices: z.array(MailNotice).describe('The mail events about it, in order of arrival, late ones included'),
  })
  .meta({ id: 'MailCopy' })
export type Copy = z.infer<typeof Copy>

/** One issue for one recipient. Its key is unique, so a second run finds the existing delivery. */
export const Delivery = z
  .object({
    month: Month,
    number: z.int().min(1).describe('Of the issue'),
    recipientId: z.string(),
    testId: z.string().optional().describe('A test mail, not a report'),
    state: DeliveryState,
    plannedAt: Instant,
    pausedAt: Instant.optional().describe('When it was passed over, because its recipient was paused'),
    copies: z.array(Copy),
    mostUnknown: z.int().describe('After this many copies with an unknown outcome, it waits for a person'),
    version: z.int().min(1),
  })
  .meta({ id: 'Delivery' })
export type Delivery = z.infer<typeof Delivery>

/** What identifies a delivery: issue and recipient. */
export type DeliveryId = Pick<Delivery, 'month' | 'number' | 'recipientId' | 'testId'>

export const makeDeliveryId = ({ month, number, recipientId, testId }: DeliveryId): string =>
  [month, number, recipientId, ...(testId === undefined ? [] : [testId])].join('.')

/** The mail service's answer to a copy. */
export type SendResult =
  | { outcome: 'handed_over'; messageId: string }
  /** Known not to be sent. `isFinal`: trying again is useless. */
  | { outcome: 'refused'; reason: string; said?: string; isFinal: boolean }
  /** Unknown: no answer in time, or an answer that does not say. */
  | { outcome: 'unknown'; reason: string }

/** How long a mail event may still report the fate of a copy. */
export const unknownMs = 30 * 60_000

const mostUnknownCopies = 2
const mostNotices = 20

/** What every delivery has, no matter what it is about: its state and its copies. */
export type Sending = Pick<Delivery, 'state' | 'plannedAt' | 'pausedAt' | 'copies' | 'mostUnknown' | 'version'>

/** A sending without any copy yet. */
export const makeSending = (now: Date): Sending => ({
  state: 'planned',
  plannedAt: now.toISOString(),
  copies: [],
  mostUnknown: mostUnknownCopies,
  version: 1,
})

export const planDelivery = (id: DeliveryId, now: Date, isPaused: boolean): Delivery =>
  withState({ ...id, ...makeSending(now), ...(isPaused && { pausedAt: now.toISOString() }) })

/** Sets the delivery's state to that of its furthest copy. */
function withState<T extends Sending>(delivery: T): T {
  const firstState: DeliveryState = delivery.pausedAt === undefined ? 'planned' : 'paused'
  const state = delivery.copies.reduce<DeliveryState>(
    (furthest, copy) => (isFurther(copy.state, furthest) ? copy.state : furthest),
    firstState,
  )
  return { ...delivery, state }
}

/** The next step of a delivery. */
export type DeliveryStep =
  | { step: 'send' }
  /** The last copy was claimed, and no answer was recorded: its sender was interrupted. */
  | { step: 'lost'; until: Instant }
  | { step: 'wait'; until: Instant }
  /** The mail service has taken one of its copies. */
  | { step: 'nothing' }
  /** Too many copies are unknown. A person decides whether to send another. */
  | { step: 'ask' }

export function findNextStep({ state, copies, mostUnknown }: Sending, now: Date): DeliveryStep {
  if (wasTaken(state)) return { step: 'nothing' }
  const last = copies.at(-1)
  if (!last || last.state === 'refused') return { step: 'send' }
  const until = new Date(Date.parse(last.claimedAt) + unknownMs).toISOString()
  if (last.state === 'claimed') return { step: 'lost', until }
  if (now.toISOString() < until) return { step: 'wait', until }
  return copies.filter((copy) => copy.state === 'unknown').length >= mostUnknown ? { step: 'ask' } : { step: 'send' }
}

/** Whether the next copy must say that it is a repeat, because an earlier one may have arrived. */
export const isNextRepeat = ({ copies }: Sending): boolean => copies.some(({ state }) => state !== 'refused')

/** Claims the next copy before it is sent. After a crash, the claim shows that the copy may have been sent. */
export const claimCopy = <T extends Sending>(delivery: T, archive: string, now: Date): T =>
  withState({
    ...delivery,
    copies: [
      ...delivery.copies,
      {
        number: delivery.copies.length + 1,
        state: 'claimed',
        claimedAt: now.toISOString(),
        isRepeat: isNextRepeat(delivery),
        archive,
        notices: [],
      },
    ],
  })

const changeCopy = <T extends Sending>(delivery: T, number: number, change: (copy: Copy) => Copy): T =>
  withState({ ...delivery, copies: delivery.copies.map((copy) => (copy.number === number ? change(copy) : copy)) })

/** Moves a copy to a further state. A copy that is further already keeps its state. */
const moveCopy = (copy: Copy, state: CopyState, more: Partial<Copy> = {}): Copy =>
  isFurther(state, copy.state) ? { ...copy, ...more, state } : { ...more, ...copy }

/** Records the mail service's answer for a copy. Mail events may already have moved it further. */
export const recordSendResult = <T extends Sending>(delivery: T, number: number, answer: SendResult): T =>
  changeCopy(delivery, number, (copy) =>
    answer.outcome === 'handed_over'
      ? moveCopy(copy, 'handed_over', { messageId: answer.messageId })
      : moveCopy(copy, answer.outcome, {
          reason: answer.reason,
          ...(answer.outcome === 'refused' && answer.said !== undefined && { said: answer.said }),
        }),
  )

/** Marks the last copy as unknown, because no answer will come. */
export const giveUpLastCopy = <T extends Sending>(delivery: T): T =>
  recordSendResult(delivery, delivery.copies.length, { outcome: 'unknown', reason: 'cut_off' })

export const pauseDelivery = <T extends Sending>(delivery: T, now: Date): T =>
  withState({ ...delivery, pausedAt: delivery.pausedAt ?? now.toISOString() })

/** Allows one more copy, at a person's request. */
export const allowRepeat = (delivery: Delivery): Delivery => ({ ...delivery, mostUnknown: delivery.copies.length + 1 })

/** The state that each kind of notice leads to. An automatic reply is no bounce and changes no state. */
const stateAfter = {
  sent: 'handed_over',
  delayed: 'delayed',
  delivered: 'delivered',
  suppressed: 'suppressed',
  bounced: 'bounced',
  failed: 'bounced',
  rejected: 'bounced',
  complained: 'complained',
  replied: undefined,
} as const satisfies Record<MailNotice['kind'], CopyState | undefined>

/**
 * Records a notice about a copy. Notices come in any order, several times, and even before the answer is recorded. A
 * repeated notice changes nothing.
 */
export const recordNotice = <T extends Sending>(delivery: T, number: number, notice: MailNotice): T =>
  changeCopy(delivery, number, (copy) => {
    const isKnown = copy.notices.some(({ kind, at }) => kind === notice.kind && at === notice.at)
    const withNotice =
      isKnown || copy.notices.length >= mostNotices ? copy : { ...copy, notices: [...copy.notices, notice] }
    const state = stateAfter[notice.kind]
    return state === undefined ? withNotice : moveCopy(withNotice, state)
  })

/** How many deliveries are in each state. */
export const countStates = (deliveries: Pick<Delivery, 'state'>[]): Partial<Record<DeliveryState, number>> =>
  Object.fromEntries(
    DeliveryState.options.flatMap((state) => {
      const n = deliveries.filter((delivery) => delivery.state === state).length
      return n === 0 ? [] : [[state, n]]
    }),
  )
