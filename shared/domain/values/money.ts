import * as z from 'zod'
import { rule } from '../problems/field-rule.ts'

const amountPattern = /^([1-9]\d{0,15}\.\d{2}|0\.(\d[1-9]|[1-9]0))$/

/**
 * Rupiah above zero, as text with two decimals, as SNAP writes money. A JSON number could lose digits. Refused with
 * `amount_shape`.
 */
export const Amount = z
  .string()
  .refine((text) => amountPattern.test(text), rule('amount_shape'))
  .meta({ id: 'Amount', pattern: amountPattern.source, example: '10000000.00' })
export type Amount = z.infer<typeof Amount>

/** Unknown fields, such as the name of a currency, are ignored. */
export const Money = z.object({ value: Amount, currency: z.literal('IDR') }).meta({ id: 'Money' })
export type Money = z.infer<typeof Money>

/** Converts an amount to sen (1/100 rupiah), for arithmetic. */
export const toSen = (amount: Amount): bigint => BigInt(amount.replace('.', ''))

/** Converts sen to text in rupiah with two decimals. A net sum may be negative. */
export function writeRupiah(sen: bigint): string {
  const digits = String(sen < 0n ? -sen : sen).padStart(3, '0')
  return `${sen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
