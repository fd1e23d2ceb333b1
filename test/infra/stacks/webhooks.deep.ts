import { Match } from 'aws-cdk-lib/assertions'
import { describe, it } from 'vitest'
import { webhooks } from '../../support/production.ts'

describe('the door of partners', () => {
  it('answers every path itself, and is throttled', () => {
    webhooks.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: '$default', AuthorizationType: 'NONE' })
    webhooks.resourceCountIs('AWS::ApiGatewayV2::Route', 1)
    webhooks.hasResourceProperties('AWS::Lambda::Permission', {
      SourceArn: { 'Fn::Join': ['', [Match.anyValue(), Match.anyValue(), '/*/*']] },
    })
    webhooks.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
    })
  })

  it('tells when many calls are not believed, counted together', () => {
    webhooks.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Refused',
      Statistic: 'Sum',
      Threshold: 100,
    })
  })
})
