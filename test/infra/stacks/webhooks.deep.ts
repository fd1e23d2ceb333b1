import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { prod } from '../../../infra/environments.ts'
import { webhooks } from '../../support/production.ts'
import { assembleOnce } from '../../support/synthesized.ts'

describe('the door of partners', () => {
  it('answers every path by the function, and is throttled', () => {
    webhooks.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: '$default', AuthorizationType: 'NONE' })
    webhooks.resourceCountIs('AWS::ApiGatewayV2::Route', 1)
    webhooks.hasResourceProperties('AWS::Lambda::Permission', {
      SourceArn: { 'Fn::Join': ['', [Match.anyValue(), Match.anyValue(), '/*/*']] },
    })
    webhooks.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
    })
  })

  it('has its own domain, and closes the address that AWS assigns', () => {
    const webhooksDomain = {
      name: 'mitra.capaian.example',
      certificateArn: `arn:aws:acm:${prod.region}:${prod.account}:certificate/1`,
    }
    const { stacks, templateOf } = assembleOnce({ ...prod, webhooksDomain })
    const own = templateOf(stacks.webhooks)
    own.hasResourceProperties('AWS::ApiGatewayV2::DomainName', { DomainName: webhooksDomain.name })
    own.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true })
    expect(JSON.stringify(own.findOutputs('DomainPointsTo'))).toContain(`${webhooksDomain.name} CNAME`)
  })

  it('raises an alarm when many calls are refused, of all partners together', () => {
    webhooks.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Refused',
      Statistic: 'Sum',
      Threshold: 100,
    })
  })
})
