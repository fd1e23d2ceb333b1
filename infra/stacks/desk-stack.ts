import { Stack, Validations } from 'aws-cdk-lib'
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Grant } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import type { Config } from '../../shared/config.ts'
import { deskFailing } from '../alarm-texts/desk-failing.ts'
import { addNamedStage } from '../constructs/named-stage.ts'
import { OfficeFunction } from '../constructs/office-function.ts'
import { addServerErrorsAlarm } from '../constructs/server-errors-alarm.ts'
import type { ServiceFunction } from '../constructs/service-function.ts'
import type { Environment } from '../environments.ts'
import type { DataStack } from './data-stack.ts'

type DeskStackProps = { environment: Environment; data: DataStack; config: Config; bundles: string }

/**
 * The desk at which officers work. It has its own host, so that no other page shares its cookies or origin. There is no
 * cache in front of it that could store a page.
 */
export class DeskStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data, config, bundles }: DeskStackProps) {
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      description: `Capaian ${environment.name}: the desk of officers`,
    })
    const service = new OfficeFunction(this, 'Desk', { name: 'desk', environment, data, config, bundles })
    if (config.USER_POOL_ID !== undefined) this.allowInviting(service, config.USER_POOL_ID)
    const api = this.createHttpApi(service, environment)
    addServerErrorsAlarm(this, api, data.alarms, `The desk answers 5xx. ${deskFailing}`)
  }

  /** Lets the desk invite, block and remove people in the user pool. It can neither read nor set a password. */
  private allowInviting(service: ServiceFunction, userPoolId: string): void {
    const actions = ['CreateUser', 'GetUser', 'DisableUser', 'EnableUser', 'DeleteUser', 'UserGlobalSignOut']
    Grant.addToPrincipal({
      grantee: service,
      actions: actions.map((action) => `cognito-idp:Admin${action}`),
      resourceArns: [this.formatArn({ service: 'cognito-idp', resource: 'userpool', resourceName: userPoolId })],
    })
  }

  private createHttpApi(service: ServiceFunction, environment: Environment): HttpApi {
    const { name, deskDomain } = environment
    const api = new HttpApi(this, 'Http', {
      apiName: `capaian-${name}-desk`,
      createDefaultStage: false,
      // With our own domain, the default address is switched off.
      disableExecuteApiEndpoint: deskDomain !== undefined,
    })
    const integration = new HttpLambdaIntegration('Integration', service.lambda, { scopePermissionToRoute: false })
    for (const path of ['/', '/{proxy+}'])
      for (const route of api.addRoutes({
        path,
        methods: [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST],
        integration,
      }))
        Validations.of(route).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason:
            'A browser sends the cookie of its session, which no gateway authorizer reads. The function finds the session, ' +
            'verifies its token and reads the grants before anything else. Without a session, it shows the sign-in page.',
        })
    addNamedStage(this, api, environment, deskDomain)
    return api
  }
}
