/** The metrics of the system and their CloudWatch units. */
const units = {
  OldestOverdue: 'Seconds',
  Parked: 'Count',
  Handled: 'Count',
  Failed: 'Count',
  Refused: 'Count',
  Registered: 'Count',
  Differing: 'Count',
  TrailFaults: 'Count',
  SilentPartners: 'Count',
} as const
export type Metric = keyof typeof units

export const metricNamespace = 'Capaian'

/** Records values, in total or under dimensions. Dimensions are ids and codes. */
export type Metrics = (values: Partial<Record<Metric, number>>, dimensions?: Record<string, string>) => void

/**
 * Writes metrics as log lines in CloudWatch's embedded metric format, all under the common dimensions. On Lambda the lines
 * must reach standard output unchanged, so `console` will not do.
 */
export const embeddedMetrics =
  (write: (line: string) => void, now: () => Date, common: Record<string, string>): Metrics =>
  (values, dimensions = {}) => {
    const all = { ...common, ...dimensions }
    const metrics = Object.entries(units).flatMap(([Name, Unit]) => (Name in values ? [{ Name, Unit }] : []))
    write(
      JSON.stringify({
        _aws: {
          Timestamp: now().getTime(),
          CloudWatchMetrics: [{ Namespace: metricNamespace, Dimensions: [Object.keys(all)], Metrics: metrics }],
        },
        ...all,
        ...values,
      }),
    )
  }

/** The metrics of a function on Lambda, under the name in its environment. */
export const lambdaMetrics = (environment: Record<string, string | undefined>, now: () => Date): Metrics =>
  embeddedMetrics((line) => process.stdout.write(`${line}\n`), now, {
    FunctionName: environment.AWS_LAMBDA_FUNCTION_NAME ?? '',
  })
