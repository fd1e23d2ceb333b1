import { join } from 'node:path'
import { Duration, RemovalPolicy, Stack, TimeZone } from 'aws-cdk-lib'
import {
  type Alarm,
  CfnAlarm,
  Metric as CloudWatchMetric,
  ComparisonOperator,
  MathExpression,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { Grant, type IGrantable, type IPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda'
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations'
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { type Config, toEnvironment } from '../../shared/config.ts'
import { type Metric, metricNamespace } from '../../shared/metrics.ts'
import { addAlarmAtOnce } from './alarm-at-once.ts'

export type ServiceFunctionProps = {
  /** Its folder under `functions/`. */
  name: string
  /** The folder that holds the built functions. */
  bundles: string
  environment: Config
  memoryMiB: number
  timeout: Duration
  logRetention: RetentionDays
  alarms: ITopic
}

/** A time in Jakarta, on every day or on one day of every month. */
type JakartaTime = { day?: number; hour: number; minute?: number }

/** A Lambda function with its own role, which starts without rights, and a log. */
export class ServiceFunction extends Construct implements IGrantable {
  readonly name: string
  readonly lambda: LambdaFunction
  readonly grantPrincipal: IPrincipal
  private readonly props: ServiceFunctionProps

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id)
    this.props = props
    this.name = props.name
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    logGroup.grantWrite(role)
    this.grantPrincipal = role
    this.lambda = new LambdaFunction(this, 'Function', {
      description: `Capaian ${props.name}`,
      // The source map is not deployed: only operators read stack traces.
      code: Code.fromAsset(join(props.bundles, props.name), { exclude: ['*.map'] }),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMiB,
      timeout: props.timeout,
      environment: toEnvironment(props.environment),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
    })
  }

  /**
   * Adds an alarm on runs that fail. It is for functions whose failures no other alarm reports: there is no gateway
   * that answers 5xx, no machine that gives up, and no queue that collects failed work.
   */
  addAlarmOnErrors(means: string): void {
    addAlarmAtOnce(this, 'Errors', {
      metric: this.lambda.metricErrors({ period: Duration.minutes(5) }),
      means: `${this.name} fails. ${means}`,
      alarms: this.props.alarms,
    })
  }

  /** Sends an asynchronous event to `failures` after the function fails on it three times. */
  keepFailures(failures: IQueue): void {
    this.lambda.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(failures) })
  }

  /**
   * Runs the function on a schedule. Calls that cannot be delivered go to `failures`. An alarm reports a run that did
   * not happen; `means` explains it.
   */
  runAt(time: JakartaTime, failures: IQueue, means: string): void {
    new Schedule(this, 'Schedule', {
      description: `Capaian ${this.props.name}`,
      schedule: ScheduleExpression.cron({
        minute: `${time.minute ?? 0}`,
        hour: `${time.hour}`,
        day: `${time.day ?? '*'}`,
        timeZone: TimeZone.ASIA_JAKARTA,
      }),
      target: new LambdaInvoke(this.lambda, {
        role: this.createSchedulerRole(failures).withoutPolicyUpdates(),
        retryAttempts: 10,
        maxEventAge: Duration.hours(1),
        deadLetterQueue: failures,
      }),
    })
    this.addAlarmOnSilence(time, means)
  }

  /**
   * Runs the function every minute. A failed run is not retried, because the next one follows. So its work must be in
   * the table.
   */
  runEveryMinute(means: string): void {
    this.lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) })
    new Schedule(this, 'Schedule', {
      description: `Capaian ${this.props.name}`,
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new LambdaInvoke(this.lambda, {
        role: this.createSchedulerRole().withoutPolicyUpdates(),
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
      }),
    })
    this.sendToTopic(
      this.lambda
        .metricInvocations({ period: Duration.minutes(5), statistic: Stats.SUM })
        .createAlarm(this, 'DidNotRun', {
          alarmDescription: `${this.props.name} did not run for five minutes. ${means}`,
          threshold: 1,
          evaluationPeriods: 1,
          comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
          treatMissingData: TreatMissingData.BREACHING,
        }),
    )
  }

  /** Adds an alarm on a metric of ours that this function writes. It fires if the metric exceeds `most` in five minutes. */
  addAlarm(metric: Metric, most: number, means: string, statistic: string = Stats.MAXIMUM): void {
    this.sendToTopic(
      new CloudWatchMetric({
        namespace: metricNamespace,
        metricName: metric,
        period: Duration.minutes(5),
        statistic,
      }).createAlarm(this, metric, {
        alarmDescription: means,
        threshold: most,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        // Another alarm reports a function that does not run.
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    )
  }

  /** Adds an alarm on a metric of ours that any function may write. It fires after a working day without a value. */
  addAlarmOnNone(metric: Metric, means: string): void {
    // A UTC day lasts from 07:00 to 07:00 in Jakarta, so office hours lie within one day. Saturday is day 6. If its
    // condition is true, `IF` reads a missing value as 0. If it is false, `IF` drops the value, and the alarm then
    // judges the day before.
    const onWorkingDays = new MathExpression({
      expression: 'IF(DAY(all) < 6, all, 1)',
      usingMetrics: {
        all: new CloudWatchMetric({ namespace: metricNamespace, metricName: metric, statistic: Stats.SUM }),
      },
      period: Duration.days(1),
    })
    this.sendToTopic(
      alignToClock(
        onWorkingDays.createAlarm(this, `No${metric}`, {
          alarmDescription: means,
          threshold: 1,
          evaluationPeriods: 1,
          comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
          treatMissingData: TreatMissingData.BREACHING,
        }),
      ),
    )
  }

  /** The target's default role could also invoke every version and alias (`<function>:*`). This role cannot. */
  private createSchedulerRole(failures?: IQueue): Role {
    const role = new Role(this, 'SchedulerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    })
    Grant.addToPrincipal({
      grantee: role,
      actions: ['lambda:InvokeFunction'],
      resourceArns: [this.lambda.functionArn],
    })
    failures?.grantSendMessages(role)
    return role
  }

  /**
   * Adds an alarm that fires if a due run did not happen. CloudWatch looks back a week at most, which is too short for
   * a monthly job. So every hour counts as 1 except the due one, which counts invocations. `HOUR` and `DATE` have a
   * value for every hour, and `IF` reads a missing value as 0 if its condition is true.
   */
  private addAlarmOnSilence(time: JakartaTime, means: string): void {
    const { day, hour } = toUtc(time)
    const dueRuns = new MathExpression({
      expression: `IF(${day ? `DATE(runs) == ${day} AND ` : ''}HOUR(runs) == ${hour}, runs, 1)`,
      usingMetrics: { runs: this.lambda.metricInvocations({ statistic: Stats.SUM }) },
      period: Duration.hours(1),
    })
    const alarm = dueRuns.createAlarm(this, 'DidNotRun', {
      alarmDescription: `${this.props.name} did not run when it was due. ${means}`,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      // If the expression ever yields no value, a false alarm is better than none.
      treatMissingData: TreatMissingData.BREACHING,
    })
    this.sendToTopic(alignToClock(alarm))
  }

  private sendToTopic(alarm: Alarm): void {
    alarm.addAlarmAction(new SnsAction(this.props.alarms))
  }
}

/** Makes an alarm evaluate whole hours and days. The default window slides and would miss a run just before it. */
function alignToClock(alarm: Alarm): Alarm {
  if (alarm.node.defaultChild instanceof CfnAlarm)
    alarm.node.defaultChild.evaluationWindow = { wallClockWindow: { timezone: 'UTC' } }
  return alarm
}

/** Converts a time in Jakarta, UTC+7 all year, to UTC, where it may fall on the day before. */
function toUtc({ day, hour }: JakartaTime): JakartaTime {
  if (hour >= 7) return day ? { day, hour: hour - 7 } : { hour: hour - 7 }
  if (day === 1) throw new Error('Before 07:00 on day 1 is the last day of a month in UTC, which has no fixed number')
  return day ? { day: day - 1, hour: hour + 17 } : { hour: hour + 17 }
}
