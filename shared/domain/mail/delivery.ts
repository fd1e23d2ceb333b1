import * as z from 'zod'
import { Instant, Month } from '../calendar.ts'
import { MailNotice } from './mail-notice.ts'

/** How far one copy of a mail has come. */
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
    'In the order in which they follow each other; a delivery only moves to the right. refused: known not to be sent. ' +
    'unknown: sent or not, until a mail event tells or half an hour has passed.',
})
export type DeliveryState = z.infer<typeof DeliveryState>

const isFurther = (a: DeliveryState, b: DeliveryState): boolean =>
  DeliveryState.options.indexOf(a) > DeliveryState.options.indexOf(b)

/** Whether a copy in this state has left us. */
const hasLeft = (state: DeliveryState): boolean => !isFurther('handed_over', state)

/** One mail of a delivery. There is a second one only when nobody knows what became of the first. */
export const Copy = z
  .object({
    number: z.int().min(1),
    state: CopyState,
    claimedAt: Instant,
    isRepeat: z
      .boolean()
      .describe('An earlier copy may have arrived: this one says of itself that it is a further one'),
    archive: z.string().describe('SHA-256, hexadecimal, of what the archive holds of it'),
    reason: z.string().optional().describe('Why it was refused, or is unknown: a code'),
    messageId: z.string().optional(),
    notices: z.array(MailNotice).describe('What was heard of it, in order of hearing; what came too late included'),
  })
  .meta({ id: 'MailCopy' })
export type Copy = z.infer<typeof Copy>

/** One issue for one recipient: an item of its own, so that whatever fires twice meets the first. */
export const Delivery = z
  .object({
    month: Month,
    number: z.int().min(1).describe('Of the issue'),
    recipientId: z.string(),
    testId: z.string().optional().describe('A test mail, which is nobody’s report'),
    state: DeliveryState,
    plannedAt: Instant,
    pausedAt: Instant.optional().describe('When it was passed over, because its recipient was paused'),
    copies: z.array(Copy),
    mostUnknown: z.int().describe('After so many copies of which nobody knows it waits for a person'),
    version: z.int().min(1),
  })
  .meta({ id: 'Delivery' })
export type Delivery = z.infer<typeof Delivery>

/** Whose delivery it is: the key holds exactly issue and recipient. */
export type DeliveryId = Pick<Delivery, 'month' | 'number' | 'recipientId' | 'testId'>

export const idOfDelivery = ({ month, number, recipientId, testId }: DeliveryId): string =>
  [month, number, recipientId, ...(testId === undefined ? [] : [testId])].join('.')

/** What the mail service answered when a copy was handed to it. */
export type SendResult =
  | { outcome: 'handed_over'; messageId: string }
  /** Known not to be sent; `isFinal` when trying again is in vain. */
  | { outcome: 'refused'; reason: string; isFinal: boolean }
  /** Nobody knows: no answer in time, or one that says nothing about it. */
  | { outcome: 'unknown'; reason: string }

/** For so long an event may still tell what became of a copy. */
export const unknownMs = 30 * 60_000

const mostUnknownByItself = 2
const mostNotices = 20

export const planDelivery = (id: DeliveryId, now: Date, isPaused: boolean): Delivery =>
  withState({
    ...id,
    state: 'planned',
    plannedAt: now.toISOString(),
    ...(isPaused && { pausedAt: now.toISOString() }),
    copies: [],
    mostUnknown: mostUnknownByItself,
    version: 1,
  })

/** The state of a delivery is that of the copy that has come furthest. */
function withState(delivery: Delivery): Delivery {
  const beginning: DeliveryState = delivery.pausedAt === undefined ? 'planned' : 'paused'
  const state = delivery.copies.reduce<DeliveryState>(
    (furthest, copy) => (isFurther(copy.state, furthest) ? copy.state : furthest),
    beginning,
  )
  return { ...delivery, state }
}

/** What is to be done about a delivery. */
export type Step =
  | { step: 'send' }
  /** Its last copy was claimed and never answered for: whoever sent it was interrupted. */
  | { step: 'lost'; until: Instant }
  | { step: 'wait'; until: Instant }
  /** One of its copies has left us. */
  | { step: 'nothing' }
  /** Nobody knows of copy after copy: a person must say whether there is to be another one. */
  | { step: 'ask' }

export function nextStep({ state, copies, mostUnknown }: Delivery, now: Date): Step {
  if (hasLeft(state)) return { step: 'nothing' }
  const last = copies.at(-1)
  if (!last || last.state === 'refused') return { step: 'send' }
  const until = new Date(Date.parse(last.claimedAt) + unknownMs).toISOString()
  if (last.state === 'claimed') return { step: 'lost', until }
  if (now.toISOString() < until) return { step: 'wait', until }
  return copies.filter((copy) => copy.state === 'unknown').length >= mostUnknown ? { step: 'ask' } : { step: 'send' }
}

/** Whether the next copy must say that it is not the first, for an earlier one may have arrived. */
export const isNextRepeat = ({ copies }: Delivery): boolean => copies.some(({ state }) => state !== 'refused')

/** Takes the next copy, before it is handed over: what happens from then on can be told apart from never. */
export const claimCopy = (delivery: Delivery, archive: string, now: Date): Delivery =>
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

const changeCopy = (delivery: Delivery, number: number, change: (copy: Copy) => Copy): Delivery =>
  withState({ ...delivery, copies: delivery.copies.map((copy) => (copy.number === number ? change(copy) : copy)) })

/** A copy in a further state; one that has come further stays where it is. */
const moveCopy = (copy: Copy, state: CopyState, more: Partial<Copy> = {}): Copy =>
  isFurther(state, copy.state) ? { ...copy, ...more, state } : { ...more, ...copy }

/** With what the mail service answered for a copy, of which events may have told more by now. */
export const recordSendResult = (delivery: Delivery, number: number, answer: SendResult): Delivery =>
  changeCopy(delivery, number, (copy) =>
    answer.outcome === 'handed_over'
      ? moveCopy(copy, 'handed_over', { messageId: answer.messageId })
      : moveCopy(copy, answer.outcome, { reason: answer.reason }),
  )

/** The last copy is given up: nobody will ever answer for it. */
export const giveUpLastCopy = (delivery: Delivery): Delivery =>
  recordSendResult(delivery, delivery.copies.length, { outcome: 'unknown', reason: 'cut_off' })

export const pauseDelivery = (delivery: Delivery, now: Date): Delivery =>
  withState({ ...delivery, pausedAt: delivery.pausedAt ?? now.toISOString() })

/** A person wants another copy, whatever became of the others. */
export const allowRepeat = (delivery: Delivery): Delivery => ({ ...delivery, mostUnknown: delivery.copies.length + 1 })

/** Where a notice takes a copy. An automatic reply is no bounce: it is noted and takes it nowhere. */
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
 * With a notice about one of its copies. Notices come in any order, more than once, and before our own record of the
 * answer; the same one changes nothing the second time.
 */
export const recordNotice = (delivery: Delivery, number: number, notice: MailNotice): Delivery =>
  changeCopy(delivery, number, (copy) => {
    const isKnown = copy.notices.some(({ kind, at }) => kind === notice.kind && at === notice.at)
    const noted = isKnown || copy.notices.length >= mostNotices ? copy : { ...copy, notices: [...copy.notices, notice] }
    const state = stateAfter[notice.kind]
    return state === undefined ? noted : moveCopy(noted, state)
  })

/** How many deliveries are in each state. */
export const countStates = (deliveries: Pick<Delivery, 'state'>[]): Partial<Record<DeliveryState, number>> =>
  Object.fromEntries(
    DeliveryState.options.flatMap((state) => {
      const n = deliveries.filter((delivery) => delivery.state === state).length
      return n === 0 ? [] : [[state, n]]
    }),
  )
