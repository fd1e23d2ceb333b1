/** The resources of a stack by logical name, as its template has them. */
type Resource = { Type?: unknown; Properties?: unknown }
export type Templates = Record<string, Record<string, Resource>>

type Schedule = { function: string; runs: number; memoryMiB: number }

/** What the templates of an environment create that is billed by the month, by the run or by its size. */
export type Inventory = {
  keys: number
  /** Alarms are billed by the metrics that they watch. */
  alarms: number
  alarmMetrics: number
  /** The metrics of each dashboard. */
  dashboards: number[]
  schedules: Schedule[]
  functions: number
  requestMemoryMiB: number
  logMonths: number
}

const minutesOfMonth = 30 * 24 * 60

/** Counts the runs of a schedule in a month of thirty days. Throws unless it runs every minute, daily or monthly. */
function countRuns(expression: string): number {
  if (expression === 'rate(1 minute)') return minutesOfMonth
  const [, day] = /^cron\(\d+ \d+ (\*|\d+) \* \? \*\)$/.exec(expression) ?? []
  if (day === undefined) throw new Error(`It is not known how often ${expression} runs`)
  return day === '*' ? 30 : 1
}

const readPath = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>(
    (found, key) =>
      typeof found === 'object' && found !== null
        ? Object.entries(found).find(([name]) => name === `${key}`)?.[1]
        : undefined,
    value,
  )

/**
 * The metrics of a dashboard, which are entries of `metrics` in its widgets. The body is text with references in it.
 */
const countMetrics = (body: unknown): number =>
  JSON.stringify(body)
    .split('\\"metrics\\":[')
    .slice(1)
    .reduce((sum, widget) => sum + (widget.slice(0, widget.indexOf(']]')).match(/(^|,)\[/g)?.length ?? 0), 0)

/** Counts the billed resources in the templates of an environment. */
export function takeInventory(templates: Templates): Inventory {
  const all = Object.values(templates).flatMap((resources) =>
    Object.entries(resources).map(([id, resource]) => ({ id, ...resource })),
  )
  const ofType = (type: string) => all.filter(({ Type }) => Type === type)
  const functions = ofType('AWS::Lambda::Function')
  const alarms = ofType('AWS::CloudWatch::Alarm')
  const readName = (resource: Resource | undefined) =>
    `${readPath(resource?.Properties, 'Description')}`.replace('Capaian ', '')
  const readMemory = (resource: Resource | undefined) => Number(readPath(resource?.Properties, 'MemorySize'))
  const [log] = ofType('AWS::Logs::LogGroup')
  return {
    keys: ofType('AWS::KMS::Key').length,
    alarms: alarms.length,
    alarmMetrics: alarms.reduce((sum, { Properties }) => {
      const metrics = readPath(Properties, 'Metrics')
      return sum + (Array.isArray(metrics) ? metrics.filter((metric) => readPath(metric, 'MetricStat')).length : 1)
    }, 0),
    dashboards: ofType('AWS::CloudWatch::Dashboard').map(({ Properties }) =>
      countMetrics(readPath(Properties, 'DashboardBody')),
    ),
    schedules: ofType('AWS::Scheduler::Schedule').map(({ Properties }) => {
      const targetId = readPath(Properties, 'Target', 'Arn', 'Fn::GetAtt', 0)
      const scheduledFunction = functions.find(({ id }) => id === targetId)
      const runs = countRuns(`${readPath(Properties, 'ScheduleExpression')}`)
      return { function: readName(scheduledFunction), runs, memoryMiB: readMemory(scheduledFunction) }
    }),
    functions: functions.length,
    requestMemoryMiB: readMemory(functions.find((each) => readName(each) === 'api')),
    logMonths: Math.round(Number(readPath(log?.Properties, 'RetentionInDays')) / 30.4),
  }
}
