import { depsThrough, type SeededBed } from './bed.ts'
import { figureCost } from './figure-cost.ts'
import type { Meter } from './meter.ts'
import { writeCapacity } from './write-capacity.ts'

/**
 * Measures the capacity that writing and reading take. Closing a month comes before the figures of that month. A new
 * function reads these, so it does not know yet what the month was measured against.
 */
export async function capacity(bed: SeededBed, meter: Meter): Promise<void> {
  const metered = await depsThrough(meter.endpoint, bed.config)
  await writeCapacity(bed, metered, meter)
  await figureCost(bed, await depsThrough(meter.endpoint, bed.config), meter)
}
