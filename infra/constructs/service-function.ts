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
import { alarmAtOnce } from './alarm-at-once.ts'

export type ServiceFunctionProps = {
  /** Its folder under `functions/`. */
  name: string
  /** The folder that holds the built functions. */
  bundles: string
  environment: Config
  memoryMiB: number
  timeout: Duration
  logRetention: RetentionDays
  /** What a failure means and to whom, in a sentence that a stranger can act on. It becomes the alarms' text. */
  failureMeans: string
  alarms: ITopic
}

/** A time on Jakarta's clock: of every day, or of one day of every month. */
type JakartaTime = { day?: number; hour: number; minute?: number }

/** The house's Lambda: its own role that may do nothing yet, its own log, and an alarm that says what failing means. */
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
      removalPolicy: RemovalPolicy.RETAIN,
    })
    logGroup.grantWrite(role)
    this.grantPrincipal = role
    this.lambda = new LambdaFunction(this, 'Function', {
      description: `Capaian ${props.name}`,
      // The source map stays where it was built: it reads a stack trace, and no caller should.
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
    alarmAtOnce(this, 'Errors', {
      metric: this.lambda.metricErrors({ period: Duration.minutes(5) }),
      means: `${props.name} fails. ${props.failureMeans}`,
      alarms: props.alarms,
    })
  }

  /** What nobody waits for, and the function fails on three times, ends in `failures`. */
  keepFailures(failures: IQueue): void {
    this.lambda.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(failures) })
  }

  /** Runs the function by the clock. What it cannot be given ends in `failures`. */
  runAt(time: JakartaTime, failures: IQueue): void {
    new Schedule(this, 'Schedule', {
      description: `Capaian ${this.props.name}`,
      schedule: ScheduleExpression.cron({
        minute: `${time.minute ?? 0}`,
        hour: `${time.hour}`,
        day: `${time.day ?? '*'}`,
        timeZone: TimeZone.ASIA_JAKARTA,
      }),
      target: new LambdaInvoke(this.lambda, {
        role: this.schedulerRole(failures).withoutPolicyUpdates(),
        retryAttempts: 10,
        maxEventAge: Duration.hours(1),
        deadLetterQueue: failures,
      }),
    })
    this.alarmOnSilence(time)
  }

  /**
   * Runs the function every minute. A run that fails is not tried again, since the next one comes; its work must be in
   * the table.
   */
  runEveryMinute(): void {
    this.lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) })
    new Schedule(this, 'Schedule', {
      description: `Capaian ${this.props.name}`,
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new LambdaInvoke(this.lambda, {
        role: this.schedulerRole().withoutPolicyUpdates(),
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
      }),
    })
    this.announce(
      this.lambda
        .metricInvocations({ period: Duration.minutes(5), statistic: Stats.SUM })
        .createAlarm(this, 'DidNotRun', {
          alarmDescription: `${this.props.name} did not run for five minutes. ${this.props.failureMeans}`,
          threshold: 1,
          evaluationPeriods: 1,
          comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
          treatMissingData: TreatMissingData.BREACHING,
        }),
    )
  }

  /** An alarm on a metric that the function itself writes: over `most` for a while is told. */
  alarmOn(metric: Metric, most: number, means: string, statistic: string = Stats.MAXIMUM): void {
    this.announce(
      new CloudWatchMetric({
        namespace: metricNamespace,
        metricName: metric,
        dimensionsMap: { FunctionName: this.lambda.functionName },
        period: Duration.minutes(5),
        statistic,
      }).createAlarm(this, metric, {
        alarmDescription: means,
        threshold: most,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        // A function that does not run has an alarm of its own.
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    )
  }

  /** An alarm on a metric that the function itself writes: a working day without any is told. */
  alarmOnNone(metric: Metric, means: string): void {
    // By UTC, whose days are Jakarta's from seven to seven: office hours lie within one. Saturday is day 6. `IF` takes what
    // is missing for 0 where its condition is true, and drops it where it is false: then the day before would be looked at.
    const onWorkingDays = new MathExpression({
      expression: 'IF(DAY(told) < 6, told, 1)',
      usingMetrics: {
        told: new CloudWatchMetric({
          namespace: metricNamespace,
          metricName: metric,
          dimensionsMap: { FunctionName: this.lambda.functionName },
          statistic: Stats.SUM,
        }),
      },
      period: Duration.days(1),
    })
    this.announce(
      byTheClock(
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

  /** A role by hand: the one that the target makes may also invoke every version and alias, `<function>:*`. */
  private schedulerRole(failures?: IQueue): Role {
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
   * CloudWatch looks back a week at most, too short for a month. So every hour counts as run, save the one that was
   * due: that counts its invocations, and nothing is none: `HOUR` and `DATE` have a value for every hour, and `IF` takes a
   * missing value for 0 where its condition is true.
   */
  private alarmOnSilence(time: JakartaTime): void {
    const { day, hour } = inUtc(time)
    const due = new MathExpression({
      expression: `IF(${day ? `DATE(runs) == ${day} AND ` : ''}HOUR(runs) == ${hour}, runs, 1)`,
      usingMetrics: { runs: this.lambda.metricInvocations({ statistic: Stats.SUM }) },
      period: Duration.hours(1),
    })
    const alarm = due.createAlarm(this, 'DidNotRun', {
      alarmDescription: `${this.props.name} did not run when it was due. ${this.props.failureMeans}`,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      // Should the expression ever yield nothing at all, a false alarm is better than none.
      treatMissingData: TreatMissingData.BREACHING,
    })
    this.announce(byTheClock(alarm))
  }

  private announce(alarm: Alarm): void {
    alarm.addAlarmAction(new SnsAction(this.props.alarms))
  }
}

/** Whole hours and days by the clock. The default window slides, and would cut off what began a minute before it. */
function byTheClock(alarm: Alarm): Alarm {
  if (alarm.node.defaultChild instanceof CfnAlarm)
    alarm.node.defaultChild.evaluationWindow = { wallClockWindow: { timezone: 'UTC' } }
  return alarm
}

/** Jakarta is seven hours ahead all year, which can be the day before in UTC. */
function inUtc({ day, hour }: JakartaTime): JakartaTime {
  if (hour >= 7) return day ? { day, hour: hour - 7 } : { hour: hour - 7 }
  if (day === 1) throw new Error('In UTC that is the last day of a month, which has no fixed number')
  return day ? { day: day - 1, hour: hour + 17 } : { hour: hour + 17 }
}
