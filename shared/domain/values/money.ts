import * as z from 'zod'
import { rule } from '../problems/field-rule.ts'

const isAmount = (text: string): boolean => /^(0|[1-9]\d{0,15})\.\d{2}$/.test(text) && !/^0\.00$/.test(text)

/**
 * Rupiah as text with two decimals, above zero: as SNAP writes money, and as it stands in JSON and in items, where a
 * number could lose digits. Refused with `amount_shape`.
 */
export const Amount = z
  .string()
  .refine(isAmount, rule('amount_shape'))
  .meta({ id: 'Amount', pattern: '^(0|[1-9]\\d{0,15})\\.\\d{2}$', example: '10000000.00' })
export type Amount = z.infer<typeof Amount>

export const Money = z.strictObject({ value: Amount, currency: z.literal('IDR') }).meta({ id: 'Money' })
export type Money = z.infer<typeof Money>

/** An amount in sen, of which a rupiah has a hundred: what is reckoned with. */
export const toSen = (amount: Amount): bigint => BigInt(amount.replace('.', ''))

/** Sen as text with two decimals, negative when a net is. */
export function rupiahText(sen: bigint): string {
  const digits = String(sen < 0n ? -sen : sen).padStart(3, '0')
  return `${sen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
