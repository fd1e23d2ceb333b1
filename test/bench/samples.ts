/** What one piece of work took: wall time, and processor time of this process (the engine runs in another). */
export type Sample = { ms: number; cpuMs: number }

/** A quantile (0 to 1) of some values; of none, it is not a number. */
export function quantile(values: number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

export const median = (values: number[]): number => quantile(values, 0.5)

/** `3.2 [2.9–4.0]`: the median, and where the middle four fifths lie. */
export const spread = (values: number[], digits = 1): string =>
  `${median(values).toFixed(digits)} [${quantile(values, 0.1).toFixed(digits)}–${quantile(values, 0.9).toFixed(digits)}]`

/** `3.2 [2.9–4.0]`: the median, the least and the most; for few values. */
export const range = (values: number[], digits = 0): string =>
  `${median(values).toFixed(digits)} [${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}]`

/** Makes ready what is done in a turn; only the doing is timed. */
export type Work = (turn: number) => () => Promise<unknown>

/**
 * Does two works in turn, each first every other time, so that whatever else the machine does falls on both alike.
 * As many turns more as a tenth of them come before, in which code gets warm.
 */
export async function inTurn(turns: number, ours: Work, bare: Work): Promise<{ ours: Sample[]; bare: Sample[] }> {
  const works = { ours, bare }
  const samples: Record<keyof typeof works, Sample[]> = { ours: [], bare: [] }
  const warmUp = Math.ceil(turns / 10)
  for (let turn = 0; turn < turns + warmUp; turn++)
    for (const name of turn % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)) {
      const sample = await takeSample(works[name](turn))
      if (turn >= warmUp) samples[name].push(sample)
    }
  return samples
}

async function takeSample(work: () => Promise<unknown>): Promise<Sample> {
  const cpu = process.cpuUsage()
  const started = performance.now()
  await work()
  const ms = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  return { ms, cpuMs: (user + system) / 1000 }
}
