import { Duration } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import { addAlarmAtOnce } from './alarm-at-once.ts'

/** Adds an alarm that fires as soon as an API answers 5xx. `means` begins with the name of the API. */
export function addServerErrorsAlarm(scope: Construct, api: HttpApi, alarms: ITopic, means: string): void {
  addAlarmAtOnce(scope, 'ServerErrors', {
    metric: api.metricServerError({ period: Duration.minutes(5), statistic: Stats.SUM }),
    means,
    alarms,
  })
}
