import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { CorsHttpMethod, HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { Grant } from 'aws-cdk-lib/aws-iam'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { corsHeaders } from '../../functions/api/cors.ts'
import type { Config } from '../../shared/config.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import type { Environment } from '../environments.ts'
import { jobMachineArn } from '../job-machine-name.ts'
import type { DataStack } from './data-stack.ts'

type ApiStackProps = { environment: Environment; data: DataStack; config: Config; bundles: string }

const failureMeans =
  'Callers get an error or no answer, so that registrations and stages may go unrecorded; what was answered 2xx is ' +
  'stored. Look for the request in the log of the api function.'

// The route, not the path, and no address or agent: whoever reads this log learns nothing about a person.
const logged = [
  'requestId',
  'requestTime',
  'httpMethod',
  'routeKey',
  'status',
  'responseLength',
  'responseLatency',
  'integrationLatency',
  'integrationErrorMessage',
]

/** The HTTP API and the one function behind it. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data, config, bundles }: ApiStackProps) {
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      description: `Capaian ${environment.name}: the API`,
    })
    const service = new ServiceFunction(this, 'Service', {
      name: 'api',
      bundles,
      environment: config,
      memoryMiB: 1024,
      // The gateway stops waiting after 30 seconds. Closing a month may take longer: it goes on, and whoever asks again
      // with the same key gets its answer.
      timeout: Duration.seconds(60),
      logRetention: environment.logRetention,
      failureMeans,
      alarms: data.alarms,
    })
    data.allowTable(
      service,
      'GetItem',
      'BatchGetItem',
      'Query',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'ConditionCheckItem',
      'BatchWriteItem',
    )
    data.allowIssues(service, 'GetObject', 'PutObject')
    data.allowIntake(service, 'imports', 'GetObject', 'PutObject', 'DeleteObject')
    data.allowIntake(service, 'exports', 'GetObject', 'DeleteObject')
    data.allowKeyring(service)
    Grant.addToPrincipal({
      grantee: service,
      actions: ['states:StartExecution'],
      resourceArns: [jobMachineArn(environment)],
    })
    const api = this.httpApi(service, environment)
    this.stage(api, environment)
    api
      .metricServerError({ period: Duration.minutes(5), statistic: Stats.SUM })
      .createAlarm(this, 'ServerErrors', {
        alarmDescription: `The API answers 5xx. ${failureMeans}`,
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      })
      .addAlarmAction(new SnsAction(data.alarms))
    new CfnOutput(this, 'Url', { value: api.apiEndpoint })
  }

  private httpApi(service: ServiceFunction, { name, corsOrigins }: Environment): HttpApi {
    const api = new HttpApi(this, 'Http', {
      apiName: `capaian-${name}`,
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: corsOrigins,
        allowMethods: [CorsHttpMethod.ANY],
        allowHeaders: corsHeaders.allowed,
        exposeHeaders: corsHeaders.exposed,
        maxAge: Duration.hours(1),
      },
    })
    const integration = new HttpLambdaIntegration('Integration', service.lambda, { scopePermissionToRoute: false })
    const route = (path: string, method: HttpMethod, reason: string) => {
      for (const added of api.addRoutes({ path, methods: [method], integration })) {
        Validations.of(added).acknowledge({ id: 'AwsSolutions-APIG4', reason })
      }
    }
    const own =
      'The function verifies the access token (signature, issuer, client, use, expiry) on every request and answers 401 ' +
      'as problem+json; what the caller may do are grants in the table, which a gateway authorizer cannot see.'
    route('/v1/{proxy+}', HttpMethod.ANY, own)
    const open = 'Open on purpose: tells whether the service is up, or how to call it, and reads no data of anyone.'
    for (const path of ['/health', '/openapi.json', '/client.ts', '/docs', '/docs/{proxy+}'])
      route(path, HttpMethod.GET, open)
    return api
  }

  private stage(api: HttpApi, { logRetention, throttle }: Environment): void {
    const accessLog = new LogGroup(this, 'AccessLog', { retention: logRetention, removalPolicy: RemovalPolicy.RETAIN })
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(
          JSON.stringify(Object.fromEntries(logged.map((field) => [field, `$context.${field}`]))),
        ),
      },
    })
  }
}
