import { CfnOutput, Duration, Stack, Validations } from 'aws-cdk-lib'
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import type { Config } from '../../shared/config.ts'
import { mcpPath } from '../../shared/render/open-data/paths.ts'
import { pagesFailing } from '../alarm-texts/pages-failing.ts'
import { addAlarmAtOnce } from '../constructs/alarm-at-once.ts'
import { apiHost } from '../constructs/api-host.ts'
import { Assistants } from '../constructs/assistants.ts'
import { LoggedStage } from '../constructs/logged-stage.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import type { Environment } from '../environments.ts'
import type { DataStack } from './data-stack.ts'

type PagesStackProps = { environment: Environment; data: DataStack; config: Config; bundles: string }

/**
 * The public pages: their own HTTP API, a function that may only read issues, and CloudFront in front. CloudFront
 * answers most readers from its cache, so that the API gets few requests even on a day in the news.
 */
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
      for (const route of api.addRoutes({ path, methods: [HttpMethod.GET, HttpMethod.HEAD], integration }))
        Validations.of(route).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason:
            'Open on purpose: these are the public pages. They are read only, show issues with small groups hidden, and ' +
            'the function may read nothing but the list of issues and the issues themselves.',
        })
    new LoggedStage(this, 'Stage', { httpApi: api, environment })
    addAlarmAtOnce(this, 'ServerErrors', {
      metric: api.metricServerError({ period: Duration.minutes(5), statistic: Stats.SUM }),
      means: `The public pages answer 5xx. ${pagesFailing}`,
      alarms: data.alarms,
    })
    const edge = this.edge(api, new Assistants(this, 'Assistants', { environment, data, config, bundles }), environment)
    new CfnOutput(this, 'Url', { value: `https://${environment.pagesDomain?.name ?? edge.distributionDomainName}` })
    new CfnOutput(this, 'DomainPointsTo', { value: edge.distributionDomainName })
  }

  /**
   * Caches everything for as long as its headers say: pages for five minutes, files and fonts for good. Assistants use
   * the same address, but their answers are not cached.
   */
  private edge(api: HttpApi, assistants: Assistants, { name, pagesDomain }: Environment): Distribution {
    const edge = new Distribution(this, 'Edge', {
      comment: `Capaian ${name}: the public pages`,
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        origin: new HttpOrigin(apiHost(api), {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: new CachePolicy(this, 'Kept', {
          comment:
            'As the pages say; nothing of a reader but the language, month, day, place and words asked for gets to them',
          queryStringBehavior: CacheQueryStringBehavior.allowList('lang', 'month', 'asOf', 'place', 'q'),
          minTtl: Duration.seconds(0),
          defaultTtl: Duration.seconds(0),
          maxTtl: Duration.days(365),
          enableAcceptEncodingGzip: true,
          enableAcceptEncodingBrotli: true,
        }),
      },
      additionalBehaviors: { [mcpPath]: assistants.behavior },
      ...(pagesDomain && {
        domainNames: [pagesDomain.name],
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        certificate: Certificate.fromCertificateArn(this, 'Certificate', pagesDomain.certificateArn),
      }),
    })
    const acknowledge = (rule: string, reason: string) =>
      Validations.of(edge).acknowledge({ id: `AwsSolutions-${rule}`, reason })
    acknowledge('CFR1', 'These are the public pages of a public programme: they are for readers anywhere.')
    acknowledge(
      'CFR2',
      'Nothing that a reader sends but a path, a language, a month and a place reaches the function, which only reads issues; it is ' +
        'throttled behind the cache. Assistants send at most 16 KB to a function that may do no more, under a throttle of ' +
        'its own. A firewall would be billed by the month and guard nothing.',
    )
    acknowledge(
      'CFR3',
      'Its log would hold the address of every reader, which nobody here needs. What is not answered from the cache stands ' +
        'in the log of the gateway, without addresses.',
    )
    if (!pagesDomain)
      acknowledge(
        'CFR4',
        'Only until the pages have a name of their own: under its own name CloudFront settles the versions of TLS itself. ' +
          'With `pagesDomain` nothing older than 1.2 is spoken.',
      )
    return edge
  }
}
