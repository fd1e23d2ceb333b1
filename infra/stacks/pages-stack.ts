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
import type { Construct } from 'constructs'
import type { Config } from '../../shared/config.ts'
import { mcpPath } from '../../shared/render/open-data/paths.ts'
import { pagesFailing } from '../alarm-texts/pages-failing.ts'
import { apiHost } from '../constructs/api-host.ts'
import { Assistants } from '../constructs/assistants.ts'
import { IssueReader } from '../constructs/issue-reader.ts'
import { LoggedStage } from '../constructs/logged-stage.ts'
import { addServerErrorsAlarm } from '../constructs/server-errors-alarm.ts'
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
    const service = new IssueReader(this, 'Pages', { name: 'pages', environment, data, config, bundles })
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
    addServerErrorsAlarm(this, api, data.alarms, `The public pages answer 5xx. ${pagesFailing}`)
    const edge = this.createEdge(
      api,
      new Assistants(this, 'Assistants', { environment, data, config, bundles }),
      environment,
    )
    new CfnOutput(this, 'Url', { value: `https://${environment.pagesDomain?.name ?? edge.distributionDomainName}` })
    new CfnOutput(this, 'DomainPointsTo', { value: edge.distributionDomainName })
  }

  /**
   * Caches everything for as long as its headers say: pages for five minutes, files and fonts for good. Assistants use
   * the same address, but their answers are not cached.
   */
  private createEdge(api: HttpApi, assistants: Assistants, { name, pagesDomain }: Environment): Distribution {
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
            'Cached as the headers of pages say. Pages get only the language, month, day, place and search words.',
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
      'The function gets only the path, language, month, day, place and search words of a request. It only reads issues, and is ' +
        'throttled behind the cache. Assistants send at most 16 KB to a function with the same rights and its own ' +
        'throttle. A firewall would cost a monthly fee and protect nothing.',
    )
    acknowledge(
      'CFR3',
      'Its log would hold the address of every reader, which nobody here needs. The log of the gateway has the requests ' +
        'that the cache does not answer, without addresses.',
    )
    if (!pagesDomain)
      acknowledge(
        'CFR4',
        'Only until the pages have their own domain: on its own domain, CloudFront chooses the versions of TLS itself. ' +
          'With `pagesDomain`, TLS must be 1.2 or newer.',
      )
    return edge
  }
}
