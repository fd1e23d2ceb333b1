/** The cost of one piece of work: wall time, and processor time of this process. The engine runs in another one. */
export type Sample = { ms: number; cpuMs: number }

/** A quantile (0 to 1) of some values; NaN if there are none. */
export function quantile(values: number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

export const median = (values: number[]): number => quantile(values, 0.5)

/** `3.2 [2.9–4.0]`: the median, and the range of the middle four fifths. */
export const spread = (values: number[], digits = 1): string =>
  `${median(values).toFixed(digits)} [${quantile(values, 0.1).toFixed(digits)}–${quantile(values, 0.9).toFixed(digits)}]`

/** `3.2 [2.9–4.0]`: the median, the least and the most, for few values. */
export const range = (values: number[], digits = 0): string =>
  `${median(values).toFixed(digits)} [${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}]`

/** Prepares the work of a turn. Only the work itself is timed. */
export type Work = (turn: number) => () => Promise<unknown>

/**
 * Does two works in turn, and alternates which comes first, so that the load of the machine affects both alike. A tenth
 * as many turns run before them to warm up the code.
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
