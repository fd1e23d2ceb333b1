import * as z from 'zod'

export const skewSeconds = z
  .int()
  .min(30)
  .max(900)
  .default(300)
  .describe('How far the time in a signature may be from our clock, before or after')
