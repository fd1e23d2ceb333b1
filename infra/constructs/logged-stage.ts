import { RemovalPolicy } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  type DomainMappingOptions,
  type HttpApi,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { Environment } from '../environments.ts'

// Logs the route instead of the path, and neither address nor user agent, so the log says nothing about a person.
const loggedFields = [
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

type LoggedStageProps = {
  httpApi: HttpApi
  environment: Pick<Environment, 'logRetention' | 'throttle'>
  domainMapping?: DomainMappingOptions | undefined
}

/** The only stage of an HTTP API. It is throttled and logs one line per request. */
export class LoggedStage extends HttpStage {
  constructor(scope: Construct, id: string, { httpApi, environment, domainMapping }: LoggedStageProps) {
    const { logRetention, throttle } = environment
    const accessLog = new LogGroup(scope, 'AccessLog', {
      retention: logRetention,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    super(scope, id, {
      httpApi,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      ...(domainMapping && { domainMapping }),
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(
          JSON.stringify(Object.fromEntries(loggedFields.map((field) => [field, `$context.${field}`]))),
        ),
      },
    })
  }
}
