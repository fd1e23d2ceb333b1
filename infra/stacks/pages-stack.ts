import { CfnOutput, Duration, Stack, Validations } from 'aws-cdk-lib'
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { Construct } from 'constructs'
import type { Config } from '../../shared/config.ts'
import { LoggedStage } from '../constructs/logged-stage.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import type { Environment } from '../environments.ts'
import type { DataStack } from './data-stack.ts'

type PagesStackProps = { environment: Environment; data: DataStack; config: Config; bundles: string }

const failureMeans =
  'The public sees an error instead of the attainment page or a report. No figure is wrong: pages only read issues. Look ' +
  'for the path in the log of the pages function.'

/** The public pages: an HTTP API of their own, and a function that may read issues and nothing else. */
export class PagesStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data, config, bundles }: PagesStackProps) {
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      description: `Capaian ${environment.name}: the public pages`,
    })
    const service = new ServiceFunction(this, 'Pages', {
      name: 'pages',
      bundles,
      environment: config,
      memoryMiB: 1024,
      timeout: Duration.seconds(29),
      logRetention: environment.logRetention,
      failureMeans,
      alarms: data.alarms,
    })
    data.allowTable(service, 'Query table')
    data.allowFiles(service, 'issues', 'GetObject')
    const api = new HttpApi(this, 'Http', {
      apiName: `capaian-${environment.name}-pages`,
      createDefaultStage: false,
    })
    const integration = new HttpLambdaIntegration('Integration', service.lambda, { scopePermissionToRoute: false })
    for (const path of ['/', '/{proxy+}'])
      for (const route of api.addRoutes({ path, methods: [HttpMethod.GET], integration }))
        Validations.of(route).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason:
            'Open on purpose: these are the public pages. They are read only, show issues with small groups hidden, and ' +
            'the function may read nothing but the list of issues and the issues themselves.',
        })
    new LoggedStage(this, 'Stage', { httpApi: api, environment })
    api
      .metricServerError({ period: Duration.minutes(5), statistic: Stats.SUM })
      .createAlarm(this, 'ServerErrors', {
        alarmDescription: `The public pages answer 5xx. ${failureMeans}`,
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      })
      .addAlarmAction(new SnsAction(data.alarms))
    new CfnOutput(this, 'Url', { value: api.apiEndpoint })
  }
}
