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
import { runsTurnedAway, tableTurnedAway } from '../alarm-texts/turned-away.ts'
import { addAlarmAtOnce } from '../constructs/alarm-at-once.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import type { Environment } from '../environments.ts'
import { alarmArn, findConstructs, functionName, nameResources } from '../names.ts'
import type { DataStack } from './data-stack.ts'

type WatchStackProps = { environment: Environment; data: DataStack; watched: Stack[] }

/**
 * The dashboard to look at first: every alarm, the results of the work, and the state of each function and the table.
 * It has at most fifty metrics, because CloudWatch bills larger ones. Its own alarms fire when Lambda or the table
 * turns work away.
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
    const runs = (metricName: string, statistic: string, of = services) =>
      of.map(
        (service) =>
          new CloudWatchMetric({
            namespace: 'AWS/Lambda',
            metricName,
            statistic,
            dimensionsMap: { FunctionName: functionName(name, service) },
            label: service.name,
            period: Duration.minutes(5),
          }),
      )
    const outcome = (metricName: Metric, statistic: string) => [
      new CloudWatchMetric({ namespace: metricNamespace, metricName, statistic, period: Duration.minutes(5) }),
    ]
    const table = (metricName: string) =>
      new CloudWatchMetric({
        namespace: 'AWS/DynamoDB',
        metricName,
        dimensionsMap: { TableName: data.tableName },
        statistic: Stats.SUM,
        period: Duration.minutes(5),
      })
    // Without a dimension, Lambda publishes the sum over all functions of the region.
    const runsTurned = new CloudWatchMetric({
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      statistic: Stats.SUM,
      period: Duration.minutes(5),
    })
    const [readsTurned, writesTurned] = [table('ReadThrottleEvents'), table('WriteThrottleEvents')]
    if (environment.alarms)
      for (const [id, metric, means] of [
        ['RunsTurnedAway', runsTurned, runsTurnedAway],
        ['ReadsTurnedAway', readsTurned, tableTurnedAway],
        ['WritesTurnedAway', writesTurned, tableTurnedAway],
      ] as const)
        addAlarmAtOnce(this, id, { metric, means, alarms: data.alarms })
    nameResources([this], name)
    const alarms = findConstructs([...watched, this], Alarm).map((alarm, i) =>
      Alarm.fromAlarmArn(this, `Alarm${i}`, alarmArn(alarm, name)),
    )
    // The functions that people and programs wait for.
    const awaited = services.filter((service) => ['api', 'desk', 'mcp', 'pages', 'webhooks'].includes(service.name))
    new Dashboard(this, 'Dashboard', {
      dashboardName: `capaian-${name}`,
      defaultInterval: Duration.days(7),
      widgets: [
        alarms.length > 0 ? [new AlarmStatusWidget({ title: 'Alarms', width: 24, alarms })] : [],
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
        [graph('Failed runs', runs('Errors', Stats.SUM)), graph('Runs turned away', [runsTurned])],
        [
          graph('Slowest run of a hundred', runs('Duration', 'p99', awaited)),
          graph('Units of the table', ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'].map(table)),
        ],
        [
          graph('Reads and writes turned away', [readsTurned, writesTurned]),
          graph('Partners that need attention', outcome('TroubledPartners', Stats.MAXIMUM)),
        ],
      ],
    })
  }
}
