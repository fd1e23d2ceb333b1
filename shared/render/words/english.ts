import words from './english.data.json' with { type: 'json' }
import type { Words } from './indonesian.ts'

export const english: Words = {
  ...words,
  funnelOf: (n: number) => (n === 7 ? 'The seven-stage funnel' : `The funnel of ${n} ${n === 1 ? 'stage' : 'stages'}`),
  against: (stage: string) => `against ${stage}`,
  series: (months: number) => (months === 1 ? 'Month by month' : `The last ${months} months`),
  by: (name: string) => `By ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
  pageOf: (n: number, all: number) => `Page ${n} of ${all}`,
}
