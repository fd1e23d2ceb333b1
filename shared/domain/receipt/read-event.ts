import type * as z from 'zod'
import { PartnerEvent } from '../loan/loan-event.ts'
import { AppError, malformed } from '../problems/app-error.ts'
import { schemaProblems } from '../problems/schema-problems.ts'
import { scanJson } from '../values/json-text.ts'

const deepest = 20

/**
 * The event that a body says, and the body as text. Refused is what is not UTF-8, not JSON, or names a field twice:
 * which of the two was meant, nobody can tell.
 */
export function readEvent(body: Uint8Array): { text: string; event: z.output<typeof PartnerEvent> } {
  const { text, value } = readJson(body)
  const { data: event, error } = PartnerEvent.safeParse(value)
  if (!event) throw new AppError('invalid', schemaProblems(error, value))
  return { text, event }
}

/** What a body says, and the body as text. */
export function readJson(body: Uint8Array): { text: string; value: unknown } {
  const text = decodeUtf8(body)
  const { isTooDeep, hasTwins } = scanJson(text, deepest)
  if (isTooDeep) throw malformed('body_too_deep')
  if (hasTwins) throw malformed('body_field_twice')
  try {
    return { text, value: JSON.parse(text) }
  } catch {
    throw malformed('body_malformed')
  }
}

/** With its byte order mark, if it begins with one, which JSON does not have. */
function decodeUtf8(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    throw malformed('body_encoding')
  }
}
