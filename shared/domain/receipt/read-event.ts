import type * as z from 'zod'
import { OtherEvent, PartnerEvent } from '../loan/loan-event.ts'
import { AppError, malformed } from '../problems/app-error.ts'
import { listSchemaProblems } from '../problems/schema-problems.ts'
import { writeCanonicalJson } from '../values/canonical-json.ts'
import { scanJson } from '../values/json-text.ts'
import { listPassedOverPlaces } from './passed-over.ts'

const deepest = 20
const mostPassedOver = 10

/** An event as it was sent, and its meaning. */
type EventReading = {
  text: string
  event: z.output<typeof PartnerEvent> | OtherEvent
  /**
   * The parts of the event that we know, as text. The text is the same if the event is sent again in another notation.
   */
  content: string
  /** The parts of the event that we do not know: places of fields, or its type. */
  passedOver: string[]
}

/**
 * Reads an event from a body, and returns the body as text. Refuses a body that is not UTF-8 or not JSON. Refuses one
 * that names a field twice, since nobody can tell which one is meant.
 */
export function readEvent(body: Uint8Array): EventReading {
  const { text, value } = readJson(body)
  const other = OtherEvent.safeParse(value)
  if (other.success) {
    const passedOver = [`type ${other.data.type}`]
    return { text, event: other.data, content: writeCanonicalJson(value), passedOver }
  }
  const { data: event, error } = PartnerEvent.safeParse(value)
  if (!event) throw new AppError('invalid', listSchemaProblems(error, value))
  return {
    text,
    event,
    content: writeCanonicalJson(event),
    passedOver: listPassedOverPlaces(value, event, mostPassedOver),
  }
}

/** Reads a body as JSON and as text. */
export function readJson(body: Uint8Array): { text: string; value: unknown } {
  const text = decodeUtf8(body)
  const { isTooDeep, hasRepeatedField } = scanJson(text, deepest)
  if (isTooDeep) throw malformed('body_too_deep')
  if (hasRepeatedField) throw malformed('body_field_twice')
  try {
    return { text, value: JSON.parse(text) }
  } catch {
    throw malformed('body_malformed')
  }
}

/** Keeps a byte order mark, which JSON then refuses. */
function decodeUtf8(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    throw malformed('body_encoding')
  }
}
