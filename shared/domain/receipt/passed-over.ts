import * as z from 'zod'
import { Instant } from '../calendar.ts'

/** A place in a partner's events that we do not know: a field, or a type of event. */
export const PassedOver = z
  .object({
    place: z.string().describe('JSON Pointer to a field, or `type` and the type of event that we do not know'),
    times: z.int().describe('In how many events'),
    lastAt: Instant,
    lastEvent: z.string().describe('The id of the last such event'),
  })
  .meta({ id: 'PassedOver' })
export type PassedOver = z.infer<typeof PassedOver>
