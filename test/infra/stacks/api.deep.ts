import { describe, expect, it } from 'vitest'
import { prod } from '../../../infra/environments.ts'
import { api, ofType } from '../../support/production.ts'

describe('the API', () => {
  it('passes exactly these routes to the function', () => {
    const routes = Object.values(api.findResources('AWS::ApiGatewayV2::Route')).map(
      ({ Properties }) => Properties.RouteKey,
    )
    expect(routes.sort()).toEqual([
      'ANY /v1/{proxy+}',
      'GET /client.ts',
      'GET /docs',
      'GET /docs/{proxy+}',
      'GET /health',
      'GET /mail/files/{token}',
      'GET /mail/unsubscriptions/{token}',
      'GET /openapi.json',
      'OPTIONS /v1/{proxy+}',
      'POST /mail/unsubscriptions/{token}',
    ])
    api.hasResourceProperties('AWS::ApiGatewayV2::Integration', { PayloadFormatVersion: '2.0' })
  })

  it('requires a token of the user pool before it calls the function, except on public routes', () => {
    const [authorizer] = ofType('AWS::ApiGatewayV2::Authorizer')
    expect(authorizer?.Properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Audience: [{ 'Fn::ImportValue': expect.stringContaining('OutputRefUsersWeb') }],
        Issuer: { 'Fn::Join': ['', ['https://cognito-idp.ap-southeast-3.amazonaws.com/', expect.anything()]] },
      },
    })
    const walled = ofType('AWS::ApiGatewayV2::Route').filter(({ Properties }) => Properties.AuthorizationType === 'JWT')
    expect(walled.map(({ Properties }) => [Properties.RouteKey, Properties.AuthorizerId])).toEqual([
      ['ANY /v1/{proxy+}', { Ref: authorizer?.id }],
    ])
  })

  it('has an alarm for a working day, by UTC, on which neither it nor the desk registered anybody', () => {
    const [alarm] = ofType('AWS::CloudWatch::Alarm').filter(({ id }) => id.includes('NoRegistered'))
    expect(alarm?.Properties).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
      EvaluationWindow: { WallClockWindow: { Timezone: 'UTC' } },
    })
    const [expression, ...told] = alarm?.Properties.Metrics ?? []
    expect(expression.Expression).toBe('IF(DAY(all) < 6, all, 1)')
    const registered = { Metric: { Namespace: 'Capaian', MetricName: 'Registered' }, Period: 86_400, Stat: 'Sum' }
    expect(told).toEqual([{ Id: 'all', MetricStat: registered, ReturnData: false }])
  })

  it('is throttled', () => {
    api.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
    })
  })

  it('answers browsers of other origins only if the origins are ours', () => {
    api.hasResourceProperties('AWS::ApiGatewayV2::Api', { CorsConfiguration: { AllowOrigins: prod.corsOrigins } })
    expect(prod.corsOrigins).not.toContain('*')
  })

  it('logs every request as JSON, without personal data', () => {
    const [stage] = ofType('AWS::ApiGatewayV2::Stage')
    const format: Record<string, string> = JSON.parse(stage?.Properties.AccessLogSettings.Format)
    expect(format).toMatchObject({ requestId: '$context.requestId', routeKey: '$context.routeKey' })
    for (const value of Object.values(format))
      expect(value).not.toMatch(/path|query|identity|sourceIp|userAgent|authorizer|claims|domain/i)
  })

  it('has an alarm on its first 5xx', () => {
    api.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: '5xx', Threshold: 1, EvaluationPeriods: 1 })
  })
})
