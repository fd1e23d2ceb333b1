import { type Alarm, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'

type AlarmAtOnceProps = {
  metric: Metric
  /** What the alarm means, in sentences that a stranger can act on. */
  means: string
  alarms: ITopic
  /** The value at which the alarm fires; 1 by default. */
  threshold?: number
}

/**
 * Adds an alarm that fires as soon as one value reaches the threshold. Without data it stays silent, because nothing
 * happened.
 */
export function addAlarmAtOnce(
  scope: Construct,
  id: string,
  { metric, means, alarms, threshold = 1 }: AlarmAtOnceProps,
): Alarm {
  const alarm = metric.createAlarm(scope, id, {
    alarmDescription: means,
    threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  })
  alarm.addAlarmAction(new SnsAction(alarms))
  return alarm
}
