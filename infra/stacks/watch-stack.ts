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

type WatchStackProps = { environment: Environment; data: DataStack; stacks: Stack[] }

/**
 * The dashboard to look at first: every alarm, the results of the work, and the state of each function and the table.
 * It has at most fifty metrics, because CloudWatch bills larger ones. Its own alarms fire when Lambda or the table
 * turns work away.
 */
export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data, stacks }: WatchStackProps) {
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      description: `Capaian ${environment.name}: what to look at`,
    })
    const { name } = environment
    const services = findConstructs(stacks, ServiceFunction)
    const graph = (title: string, metrics: IMetric[]) => new GraphWidget({ title, left: metrics, width: 12 })
    const functionMetrics = (metricName: string, statistic: string, functions = services) =>
      functions.map(
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
    const ourMetric = (metricName: Metric, statistic: string) => [
      new CloudWatchMetric({ namespace: metricNamespace, metricName, statistic, period: Duration.minutes(5) }),
    ]
    const tableMetric = (metricName: string) =>
      new CloudWatchMetric({
        namespace: 'AWS/DynamoDB',
        metricName,
        dimensionsMap: { TableName: data.tableName },
        statistic: Stats.SUM,
        period: Duration.minutes(5),
      })
    // Without a dimension, Lambda publishes the sum over all functions of the region.
    const runThrottles = new CloudWatchMetric({
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      statistic: Stats.SUM,
      period: Duration.minutes(5),
    })
    const [readThrottles, writeThrottles] = [tableMetric('ReadThrottleEvents'), tableMetric('WriteThrottleEvents')]
    if (environment.alarms)
      for (const [id, metric, means] of [
        ['RunsTurnedAway', runThrottles, runsTurnedAway],
        ['ReadsTurnedAway', readThrottles, tableTurnedAway],
        ['WritesTurnedAway', writeThrottles, tableTurnedAway],
      ] as const)
        addAlarmAtOnce(this, id, { metric, means, alarms: data.alarms })
    nameResources([this], name)
    const alarms = findConstructs([...stacks, this], Alarm).map((alarm, i) =>
      Alarm.fromAlarmArn(this, `Alarm${i}`, alarmArn(alarm, name)),
    )
    // The functions that people and programs wait for.
    const awaitedFunctions = services.filter((service) =>
      ['api', 'desk', 'mcp', 'pages', 'webhooks'].includes(service.name),
    )
    new Dashboard(this, 'Dashboard', {
      dashboardName: `capaian-${name}`,
      defaultInterval: Duration.days(7),
      widgets: [
        alarms.length > 0 ? [new AlarmStatusWidget({ title: 'Alarms', width: 24, alarms })] : [],
        [
          graph('Registrations', ourMetric('Registered', Stats.SUM)),
          graph('Counters that differ', ourMetric('Differing', Stats.MAXIMUM)),
        ],
        [
          graph('Overdue, in seconds', ourMetric('OldestOverdue', Stats.MAXIMUM)),
          graph('Parked', ourMetric('Parked', Stats.MAXIMUM)),
        ],
        [
          graph('Calls of partners refused', ourMetric('Refused', Stats.SUM)),
          graph('Runs', functionMetrics('Invocations', Stats.SUM)),
        ],
        [graph('Failed runs', functionMetrics('Errors', Stats.SUM)), graph('Runs turned away', [runThrottles])],
        [
          graph('Slowest run of a hundred', functionMetrics('Duration', 'p99', awaitedFunctions)),
          graph('Units of the table', ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'].map(tableMetric)),
        ],
        [
          graph('Reads and writes turned away', [readThrottles, writeThrottles]),
          graph('Partners that need attention', ourMetric('TroubledPartners', Stats.MAXIMUM)),
        ],
      ],
    })
  }
}
