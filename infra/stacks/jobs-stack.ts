import { Duration, Stack } from 'aws-cdk-lib'
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { type Config, ServiceFunction } from '../constructs/service-function.ts'
import type { Environment } from '../environments.ts'
import type { DataStack } from './data-stack.ts'

type JobsStackProps = { environment: Environment; data: DataStack; config: Config; bundles: string }

/** What runs by the clock. Every job can be run again by hand at any time: done work is not done twice. */
export class JobsStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data, config, bundles }: JobsStackProps) {
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      description: `Capaian ${environment.name}: what runs by the clock`,
    })
    const failures = this.failures(data.alarms)
    const shared = {
      bundles,
      environment: config,
      memoryMiB: 1024,
      timeout: Duration.minutes(15),
      logRetention: environment.logRetention,
      alarms: data.alarms,
    }

    const closeMonth = new ServiceFunction(this, 'CloseMonth', {
      ...shared,
      name: 'close-month',
      failureMeans:
        'Last month stays open, so that late entries still change its figures and its report cannot be issued. ' +
        'Read its log, mend the cause and invoke it again: it goes on where it stopped.',
    })
    data.allowTable(closeMonth, 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem')
    closeMonth.runAt({ day: 5, hour: 6 }, failures)

    const recount = new ServiceFunction(this, 'Recount', {
      ...shared,
      name: 'recount',
      failureMeans:
        'Nobody has checked that the figures equal the sum of their entries, and no report is issued on a difference. ' +
        'Read its log for a cell that differs, or for what stopped it, and invoke it again.',
    })
    data.allowTable(recount, 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem')
    recount.runAt({ hour: 2 }, failures)
  }

  private failures(alarms: ITopic): Queue {
    const failures = new Queue(this, 'Failures', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    failures
      .metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: Stats.MAXIMUM })
      .createAlarm(this, 'FailuresNotEmpty', {
        alarmDescription:
          'A scheduled job was given up after its retries and will not be tried again by itself. The message in the ' +
          'queue names the function and the error: mend the cause, invoke the function, then delete the message.',
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      })
      .addAlarmAction(new SnsAction(alarms))
    return failures
  }
}
