import { Duration, Stack, Validations } from 'aws-cdk-lib'
import { CorsHttpMethod, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { Construct } from 'constructs'
import { corsHeaders } from '../../functions/api/cors.ts'
import type { Config } from '../../shared/config.ts'
import { apiFailing } from '../alarm-texts/api-failing.ts'
import { nobodyRegistered } from '../alarm-texts/nobody-registered.ts'
import { addNamedStage } from '../constructs/named-stage.ts'
import { OfficeFunction } from '../constructs/office-function.ts'
import { addServerErrorsAlarm } from '../constructs/server-errors-alarm.ts'
import type { ServiceFunction } from '../constructs/service-function.ts'
import type { Environment } from '../environments.ts'
import type { DataStack } from './data-stack.ts'

type ApiStackProps = { environment: Environment; data: DataStack; config: Config; bundles: string }

/** The HTTP API and the one function behind it. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data, config, bundles }: ApiStackProps) {
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      description: `Capaian ${environment.name}: the API`,
    })
    const service = new OfficeFunction(this, 'Service', { name: 'api', environment, data, config, bundles })
    data.allowFiles(service, 'mails', 'GetObject')
    if (environment.live) service.addAlarmOnNone('Registered', nobodyRegistered)
    const api = this.createHttpApi(service, environment, config)
    addNamedStage(this, api, environment, environment.apiDomain)
    addServerErrorsAlarm(this, api, data.alarms, `The API answers 5xx. ${apiFailing}`)
  }

  private createHttpApi(
    service: ServiceFunction,
    { name, corsOrigins, apiDomain }: Environment,
    { TOKEN_ISSUER, TOKEN_CLIENT_ID, TOKEN_AUDIENCE = TOKEN_CLIENT_ID }: Config,
  ): HttpApi {
    const api = new HttpApi(this, 'Http', {
      apiName: `capaian-${name}`,
      createDefaultStage: false,
      // With our own domain, the default address is switched off.
      disableExecuteApiEndpoint: apiDomain !== undefined,
      corsPreflight: {
        allowOrigins: corsOrigins,
        allowMethods: [CorsHttpMethod.ANY],
        allowHeaders: corsHeaders.allowed,
        exposeHeaders: corsHeaders.exposed,
        maxAge: Duration.hours(1),
      },
    })
    const integration = new HttpLambdaIntegration('Integration', service.lambda, { scopePermissionToRoute: false })
    const addOpenRoute = (path: string, method: HttpMethod, reason: string) => {
      for (const addedRoute of api.addRoutes({ path, methods: [method], integration })) {
        Validations.of(addedRoute).acknowledge({ id: 'AwsSolutions-APIG4', reason })
      }
    }
    // The outer wall: a call without a valid token does not start the function. The function verifies the token again,
    // and checks more.
    const authorizer = new HttpJwtAuthorizer('Tokens', TOKEN_ISSUER, { jwtAudience: [TOKEN_AUDIENCE] })
    api.addRoutes({ path: '/v1/{proxy+}', methods: [HttpMethod.ANY], integration, authorizer })
    // Without this route, the authorizer would require a token for a preflight request, which never has one.
    addOpenRoute(
      '/v1/{proxy+}',
      HttpMethod.OPTIONS,
      'Browsers ask this before they call across origins, and send no token with it, by definition. It is answered with ' +
        'headers that are the same for everybody, and reads nothing.',
    )
    const openReason =
      'Open on purpose: tells whether the service is up, or how to call it, and reads no data of anyone.'
    for (const path of ['/health', '/openapi.json', '/client.ts', '/docs', '/docs/{proxy+}'])
      addOpenRoute(path, HttpMethod.GET, openReason)
    const linkReason =
      'Links in mails: a person who has the mail may open them without signing in. The function opens only links that it ' +
      'sealed itself, and a GET changes nothing.'
    addOpenRoute('/mail/files/{token}', HttpMethod.GET, linkReason)
    addOpenRoute('/mail/unsubscriptions/{token}', HttpMethod.GET, linkReason)
    addOpenRoute('/mail/unsubscriptions/{token}', HttpMethod.POST, linkReason)
    return api
  }
}
