import { Validations } from 'aws-cdk-lib'
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { Construct } from 'constructs'
import type { Config } from '../../shared/config.ts'
import { mcpPath } from '../../shared/render/open-data/paths.ts'
import { assistantsFailing } from '../alarm-texts/assistants-failing.ts'
import type { Environment } from '../environments.ts'
import type { DataStack } from '../stacks/data-stack.ts'
import { apiHost } from './api-host.ts'
import { IssueReader } from './issue-reader.ts'
import { LoggedStage } from './logged-stage.ts'
import { addServerErrorsAlarm } from './server-errors-alarm.ts'

type AssistantsProps = { environment: Environment; data: DataStack; config: Config; bundles: string }

/** A question reads up to 24 issues and cannot be cached, so the API accepts only a few at once. */
const throttle = { rateLimit: 5, burstLimit: 10 }

/**
 * The part that serves assistants over the Model Context Protocol: an HTTP API with its own throttle and log, and a
 * function that may read what the public pages read.
 */
export class Assistants extends Construct {
  private readonly api: HttpApi

  constructor(scope: Construct, id: string, { environment, data, config, bundles }: AssistantsProps) {
    super(scope, id)
    const service = new IssueReader(this, 'Service', { name: 'mcp', environment, data, config, bundles })
    this.api = new HttpApi(this, 'Http', { apiName: `capaian-${environment.name}-mcp`, createDefaultStage: false })
    const integration = new HttpLambdaIntegration('Integration', service.lambda, { scopePermissionToRoute: false })
    for (const route of this.api.addRoutes({ path: mcpPath, methods: [HttpMethod.ANY], integration }))
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'Open on purpose: assistants ask for what the public pages show. The function is read only and may read ' +
          'nothing but the list of issues and the issues themselves.',
      })
    new LoggedStage(this, 'Stage', { httpApi: this.api, environment: { ...environment, throttle } })
    addServerErrorsAlarm(this, this.api, data.alarms, `The endpoint for assistants answers 5xx. ${assistantsFailing}`)
  }

  /** How the distribution of the pages forwards questions: with all that the assistant sends, and without caching. */
  get behavior(): BehaviorOptions {
    return {
      origin: new HttpOrigin(apiHost(this.api), { protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY }),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    }
  }
}
