import { Duration, Stack } from 'aws-cdk-lib'
import {
  Alarm,
  AlarmStatusWidget,
  Metric as CloudWatchMetric,
  Dashboard,
  GraphWidget,
  type IMetric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { type Metric, metricNamespace } from '../../shared/metrics.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import type { Environment } from '../environments.ts'
import { alarmArn, findConstructs, functionName } from '../names.ts'
import type { DataStack } from './data-stack.ts'

type WatchStackProps = { environment: Environment; data: DataStack; watched: Stack[] }

/**
 * The dashboard to look at first: every alarm, the results of the work, and the state of each function and the table.
 */
export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data, watched }: WatchStackProps) {
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      description: `Capaian ${environment.name}: what to look at`,
    })
    const { name } = environment
    const services = findConstructs(watched, ServiceFunction)
    const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12 })
    const ofEach = (namespace: string) => (metricName: string, statistic: string) =>
      services.map(
        (service) =>
          new CloudWatchMetric({
            namespace,
            metricName,
            statistic,
            dimensionsMap: { FunctionName: functionName(name, service) },
            label: service.name,
            period: Duration.minutes(5),
          }),
      )
    // Functions that do not write a metric draw no line.
    const outcome: (metric: Metric, statistic: string) => IMetric[] = ofEach(metricNamespace)
    const runs = ofEach('AWS/Lambda')
    const table = (metricName: string) =>
      new CloudWatchMetric({
        namespace: 'AWS/DynamoDB',
        metricName,
        dimensionsMap: { TableName: data.tableName },
        statistic: Stats.SUM,
        period: Duration.minutes(5),
      })
    const alarms = findConstructs(watched, Alarm).map((alarm, i) =>
      Alarm.fromAlarmArn(this, `Alarm${i}`, alarmArn(alarm, name)),
    )
    new Dashboard(this, 'Dashboard', {
      dashboardName: `capaian-${name}`,
      defaultInterval: Duration.days(7),
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', width: 24, alarms })],
        [
          graph('Registrations', outcome('Registered', Stats.SUM)),
          graph('Counters that differ', outcome('Differing', Stats.MAXIMUM)),
        ],
        [
          graph('Overdue, in seconds', outcome('OldestOverdue', Stats.MAXIMUM)),
          graph('Parked', outcome('Parked', Stats.MAXIMUM)),
        ],
        [
          graph('Calls of partners refused', outcome('Refused', Stats.SUM)),
          graph('Runs', runs('Invocations', Stats.SUM)),
        ],
        [graph('Failed runs', runs('Errors', Stats.SUM)), graph('Runs turned away', runs('Throttles', Stats.SUM))],
        [
          graph('Slowest run of a hundred', runs('Duration', 'p99')),
          graph('Units of the table', ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'].map(table)),
        ],
        [
          graph('Reads and writes turned away', ['ReadThrottleEvents', 'WriteThrottleEvents'].map(table)),
          graph('Partners that have fallen silent', outcome('SilentPartners', Stats.MAXIMUM)),
        ],
      ],
    })
  }
}
