import * as z from 'zod'

/** A percentage with two decimals, or `undefined` in words where the whole is 0. */
export const Percentage = z
  .string()
  .regex(/^(-?\d+\.\d{2}|undefined)$/)
  .meta({
    id: 'Percentage',
    description: 'Percent, two decimals, rounded half up; "undefined" if divided by 0',
    example: '101.50',
  })
export type Percentage = z.infer<typeof Percentage>

/** `part` of `whole` in percent: integer arithmetic, two decimals, half up (away from zero when negative). */
export function percentage(part: number, whole: number): Percentage {
  if (whole === 0) return 'undefined'
  const sign = part < 0 !== whole < 0 && part !== 0 ? '-' : ''
  const numerator = BigInt(Math.abs(part)) * 20_000n + BigInt(Math.abs(whole))
  const hundredths = numerator / (2n * BigInt(Math.abs(whole)))
  return `${hundredths === 0n ? '' : sign}${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`
}
