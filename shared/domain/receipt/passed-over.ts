import * as z from 'zod'
import { Instant } from '../calendar.ts'
import { pointInto } from '../values/json-pointer.ts'

/** A part of a partner's events that we do not know: a field, or a type of event. */
export const PassedOver = z
  .object({
    place: z.string().describe('JSON Pointer to a field, or `type` and the type of event that we do not know'),
    times: z.int().describe('The number of such events'),
    lastAt: Instant,
    lastEvent: z.string().describe('The id of the last such event'),
  })
  .meta({ id: 'PassedOver' })
export type PassedOver = z.infer<typeof PassedOver>

/**
 * The places in a JSON value that a partner sent and our schema did not read: fields that we do not know, at most
 * `most` of them.
 */
export const listPassedOverPlaces = (sentValue: unknown, readValue: unknown, most: number): string[] =>
  findPassedOver(sentValue, readValue, '').slice(0, most)

function findPassedOver(sentValue: unknown, readValue: unknown, place: string): string[] {
  if (!isObject(sentValue) || !isObject(readValue)) return []
  const readFields = new Map(Object.entries(readValue))
  return Object.entries(sentValue).flatMap(([name, value]) => {
    const here = pointInto(place, name)
    return readFields.has(name) ? findPassedOver(value, readFields.get(name), here) : [here]
  })
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
