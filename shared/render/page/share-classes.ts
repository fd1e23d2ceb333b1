import type { Percentage } from '../../domain/values/percentage.ts'

/** A class of shares on a map: from and to, both included, as percentages with two decimals. */
export type ShareClass = { from: Percentage; to: Percentage }

const mostClasses = 5

/** Divides the defined shares into classes of equal width: at most five, or one if all are equal. */
export function classifyShares(shares: Percentage[]): ShareClass[] {
  const hundredths = shares.filter((share) => share !== 'undefined').map(toHundredths)
  if (hundredths.length === 0) return []
  const [least, most] = [Math.min(...hundredths), Math.max(...hundredths)]
  const n = Math.min(mostClasses, most - least + 1)
  const startOf = (i: number) => least + Math.ceil((i * (most - least + 1)) / n)
  return Array.from({ length: n }, (_, i) => ({ from: toShare(startOf(i)), to: toShare(startOf(i + 1) - 1) }))
}

/** The index of the class that contains a share. */
export const classOf = (classes: ShareClass[], share: Percentage): number =>
  classes.findIndex(({ to }) => toHundredths(share) <= toHundredths(to))

const toHundredths = (share: Percentage): number => Math.round(Number(share) * 100)
const toShare = (hundredths: number): Percentage => (hundredths / 100).toFixed(2)
