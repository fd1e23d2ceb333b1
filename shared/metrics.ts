/** The metrics of the system and their CloudWatch units. */
const units = {
  OldestOverdue: 'Seconds',
  Parked: 'Count',
  Refused: 'Count',
  Registered: 'Count',
  Differing: 'Count',
  TrailFaults: 'Count',
  TroubledPartners: 'Count',
} as const
export type Metric = keyof typeof units

export const metricNamespace = 'Capaian'

/** Records values over the whole system. Details, such as whose work is overdue, are fields of the log. */
export type Metrics = (values: Partial<Record<Metric, number>>) => void

/**
 * Writes metrics as log lines in CloudWatch's embedded metric format. They have no dimensions, so each metric is billed
 * once, no matter which functions write it. Zeros are left out, because CloudWatch bills a metric for every hour in
 * which it gets a value, and alarms treat missing values as 0. On Lambda, the lines must reach standard output
 * unchanged, which `console` does not ensure.
 */
export const embeddedMetrics =
  (write: (line: string) => void, now: () => Date): Metrics =>
  (values) => {
    const told = Object.entries(values).filter(([, value]) => value !== 0)
    if (told.length === 0) return
    const metrics = Object.entries(units).flatMap(([Name, Unit]) =>
      told.some(([name]) => name === Name) ? [{ Name, Unit }] : [],
    )
    write(
      JSON.stringify({
        _aws: {
          Timestamp: now().getTime(),
          CloudWatchMetrics: [{ Namespace: metricNamespace, Dimensions: [[]], Metrics: metrics }],
        },
        ...Object.fromEntries(told),
      }),
    )
  }

/** The metrics of a function on Lambda. */
export const lambdaMetrics = (now: () => Date): Metrics =>
  embeddedMetrics((line) => process.stdout.write(`${line}\n`), now)
