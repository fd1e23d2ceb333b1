import { Duration, Validations } from 'aws-cdk-lib'
import { Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { addAlarmAtOnce } from './alarm-at-once.ts'

type FailureQueueProps = {
  /** What a message in the queue means, and what to do. It becomes the alarm's text. */
  means: string
  alarms: ITopic
}

/** A queue that keeps failed work until a person looks at it, with an alarm while it holds anything. */
export class FailureQueue extends Queue {
  constructor(scope: Construct, id: string, { means, alarms }: FailureQueueProps) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    addAlarmAtOnce(scope, `${id}NotEmpty`, {
      metric: this.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: Stats.MAXIMUM }),
      means,
      alarms,
    })
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'This queue is itself a dead-letter queue: it keeps the calls that cannot be started or delivered, and those on which ' +
        'functions fail. The rule does not recognise this use. Messages wait 14 days for a person, and an alarm reports ' +
        'them.',
    })
  }
}
