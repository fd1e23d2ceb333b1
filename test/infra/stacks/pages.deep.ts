import { Match } from 'aws-cdk-lib/assertions'
import { CachePolicy, OriginRequestPolicy } from 'aws-cdk-lib/aws-cloudfront'
import { describe, expect, it } from 'vitest'
import { prod } from '../../../infra/environments.ts'
import { pages } from '../../support/production.ts'
import { assembleOnce } from '../../support/synthesized.ts'

describe('the public pages', () => {
  it('are served over TLS from a cache that obeys their headers, and whose key is only language, month and day', () => {
    pages.resourceCountIs('AWS::CloudFront::Distribution', 1)
    pages.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        DefaultCacheBehavior: {
          ViewerProtocolPolicy: 'redirect-to-https',
          CachePolicyId: { Ref: Match.stringLikeRegexp('^Kept') },
          Compress: true,
        },
        Origins: Match.arrayWith([
          Match.objectLike({
            CustomOriginConfig: Match.objectLike({
              OriginProtocolPolicy: 'https-only',
              OriginSSLProtocols: ['TLSv1.2'],
            }),
          }),
        ]),
        Logging: Match.absent(),
      },
    })
    const none = { CookieBehavior: 'none' }
    pages.hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: {
        MinTTL: 0,
        DefaultTTL: 0,
        ParametersInCacheKeyAndForwardedToOrigin: {
          CookiesConfig: none,
          HeadersConfig: { HeaderBehavior: 'none' },
          QueryStringsConfig: {
            QueryStringBehavior: 'whitelist',
            QueryStrings: ['lang', 'month', 'asOf', 'place', 'q'],
          },
        },
      },
    })
  })

  it('answer GET and HEAD', () => {
    const routes = Object.values(pages.findResources('AWS::ApiGatewayV2::Route')).map(
      ({ Properties }) => Properties.RouteKey,
    )
    expect(routes.sort()).toEqual(['ANY /mcp', 'GET /', 'GET /{proxy+}', 'HEAD /', 'HEAD /{proxy+}'])
  })

  it('are throttled behind the cache', () => {
    pages.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
    })
  })

  it('pass questions of assistants on, complete and uncached, to an API with a lower throttle', () => {
    pages.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        CacheBehaviors: [
          Match.objectLike({
            PathPattern: '/mcp',
            AllowedMethods: Match.arrayWith(['POST']),
            CachePolicyId: CachePolicy.CACHING_DISABLED.cachePolicyId,
            OriginRequestPolicyId: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER.originRequestPolicyId,
            ViewerProtocolPolicy: 'https-only',
          }),
        ],
      },
    })
    pages.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10 },
    })
  })

  it('may have their own host name, which mails link to, with a certificate of the region that CloudFront needs', () => {
    const pagesDomain = {
      name: 'capaian.example',
      certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/pages',
    }
    const { stacks: made, templateOf } = assembleOnce({ ...prod, pagesDomain })
    templateOf(made.pages).hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: [pagesDomain.name],
        ViewerCertificate: { AcmCertificateArn: pagesDomain.certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
      },
    })
    // The sweep sends mails, and the API shows previews of them.
    for (const sending of [made.jobs, made.api])
      templateOf(sending).hasResourceProperties('AWS::Lambda::Function', {
        Environment: { Variables: { PAGES_URL: 'https://capaian.example' } },
      })
  })
})
