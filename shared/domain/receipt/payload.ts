import * as z from 'zod'
import { isOtherEvent, type OtherEvent, SentEvent } from '../loan/loan-event.ts'
import { LoanDates } from '../loan/loan-state.ts'
import { Reason } from '../rights/reason.ts'
import { pointInto } from '../values/json-pointer.ts'
import { maskMiddle } from '../values/mask-middle.ts'
import { Conflict, ConflictView, ParkedReceipt, Receipt, ReceivedWords } from './receipt.ts'

const Masked = z
  .unknown()
  .optional()
  .describe(
    'The event. A NIK is masked, and a field that we do not know shows only its name. Missing when the event was not ' +
      'kept or its person was erased',
  )

/** A receipt as a person sees it, with the event that it holds. */
export const ReceiptView = Receipt.pick({
  id: true,
  partner: true,
  eventId: true,
  type: true,
  receivedAt: true,
  outcome: true,
  passedOver: true,
})
  .extend({ ...ParkedReceipt.pick({ parkedAt: true, reason: true }).partial().shape, event: Masked })
  .meta({ id: 'ReceiptView' })
export type ReceiptView = z.infer<typeof ReceiptView>

/** A conflict with both events. */
export const ConflictEvents = ConflictView.extend({ first: Masked, refused: Masked }).meta({ id: 'ConflictEvents' })
export type ConflictEvents = z.infer<typeof ConflictEvents>

/** A request to see what a partner sent, unmasked. */
export const PayloadReveal = z.strictObject({ reason: Reason }).meta({ id: 'PayloadReveal' })
export type PayloadReveal = z.infer<typeof PayloadReveal>

/** What a partner sent, byte for byte. */
const Payload = ReceivedWords.meta({ id: 'Payload' })

export const RevealedReceipt = Receipt.pick({ id: true }).extend({ payload: Payload }).meta({ id: 'RevealedReceipt' })
export type RevealedReceipt = z.infer<typeof RevealedReceipt>

export const RevealedConflict = Conflict.pick({ id: true })
  .extend({ first: Payload.optional(), refused: Payload })
  .meta({ id: 'RevealedConflict' })
export type RevealedConflict = z.infer<typeof RevealedConflict>

/** Replaces a value that only a reveal shows. */
const maskedValue = '***'

const otherEventFields = ['/id', '/type', '/member/number', '/member/nik']
const loanEventFields = [
  ...otherEventFields,
  ...['/occurredAt', '/sequence', '/daysLate', '/loan/number', '/loan/product'],
  ...Object.keys(LoanDates.shape).map((state) => `/dates/${state}`),
  ...['applied', 'approved', 'disbursed'].flatMap((sum) => [`/amounts/${sum}/value`, `/amounts/${sum}/currency`]),
]

/**
 * A partner's event without personal data. Shows the values of fields that we know, with a NIK masked. Any other field could
 * hold anything, so it shows only its name.
 */
export function maskEvent(body: string): unknown {
  const value: unknown = JSON.parse(body)
  const { data: event } = SentEvent.safeParse(value)
  const knownPlaces = event === undefined ? [] : isOtherEvent(event) ? otherEventFields : loanEventFields
  const namesMember = event !== undefined && 'member' in event && event.member !== undefined
  return maskValue(value, '', namesMember ? knownPlaces : knownPlaces.filter((place) => !place.startsWith('/member/')))
}

function maskValue(value: unknown, place: string, knownPlaces: string[]): unknown {
  if (knownPlaces.includes(place)) {
    if (typeof value === 'object') return maskedValue
    return place === '/member/nik' && typeof value === 'string' ? maskMiddle(value) : value
  }
  const containsKnown = knownPlaces.some((each) => each.startsWith(`${place}/`))
  if (!containsKnown || typeof value !== 'object' || value === null || Array.isArray(value)) return maskedValue
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, maskValue(each, pointInto(place, name), knownPlaces)]),
  )
}

/** The number or NIK of the person whom an event names. */
export function readNamedMember(body: string): OtherEvent['member'] {
  const { data: event } = SentEvent.safeParse(JSON.parse(body))
  return event && 'member' in event ? event.member : undefined
}
