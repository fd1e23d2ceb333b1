import { Duration, Stack, Validations } from 'aws-cdk-lib'
import { HttpApi, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import type { Config } from '../../shared/config.ts'
import { partnerCallsFailing } from '../alarm-texts/partner-calls-failing.ts'
import { mostRefused, partnerCallsRefused } from '../alarm-texts/partner-calls-refused.ts'
import { addNamedStage } from '../constructs/named-stage.ts'
import { addServerErrorsAlarm } from '../constructs/server-errors-alarm.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import type { Environment } from '../environments.ts'
import type { DataStack } from './data-stack.ts'

type WebhooksStackProps = { environment: Environment; data: DataStack; config: Config; bundles: string }

/** The HTTP API that partners call. It is separate, so that every path answers in the form of the partner's scheme. */
export class WebhooksStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data, config, bundles }: WebhooksStackProps) {
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      description: `Capaian ${environment.name}: where partners tell of loans`,
    })
    const service = new ServiceFunction(this, 'Doors', {
      name: 'webhooks',
      bundles,
      environment: config,
      memoryMiB: 1024,
      timeout: Duration.seconds(29),
      logRetention: environment.logRetention,
      alarms: data.alarms,
    })
    data.allowTable(
      service,
      'GetItem',
      'Query table',
      'BatchGetItem',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'ConditionCheckItem',
    )
    data.allowKeyring(service)
    service.addAlarm('Refused', mostRefused, partnerCallsRefused, Stats.SUM)
    const api = new HttpApi(this, 'Http', {
      apiName: `capaian-${environment.name}-webhooks`,
      createDefaultStage: false,
      // With our own domain, the default address is switched off.
      disableExecuteApiEndpoint: environment.webhooksDomain !== undefined,
    })
    const integration = new HttpLambdaIntegration('Integration', service.lambda)
    // The default route takes every path, even an unknown one, so that every answer has the partner's form. The route
    // adds its own permission, because the usual permission names a method and a path.
    const route = new HttpRoute(this, 'EveryPath', { httpApi: api, routeKey: HttpRouteKey.DEFAULT, integration })
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Partners sign each call by a scheme that no gateway authorizer knows. The function verifies the signature over ' +
        'the raw bytes before anything else. It refuses a call that it cannot verify, and keeps only a number of such calls.',
    })
    addNamedStage(this, api, environment, environment.webhooksDomain)
    addServerErrorsAlarm(this, api, data.alarms, `The partners’ endpoint answers 5xx. ${partnerCallsFailing}`)
  }
}
