import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { dev, prod } from '../../../infra/environments.ts'
import { data, ofType, production } from '../../support/production.ts'
import { synthesize } from '../../support/synthesized.ts'

const sentence = /^[A-Za-z-]+ .{80,}\.$/s

describe('every alarm', () => {
  it('reads as a sentence and is sent to the one topic', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm')
    expect(alarms).toHaveLength(29)
    for (const { Properties } of alarms) {
      expect(Properties.AlarmDescription).toMatch(sentence)
      expect(Properties.AlarmActions).toEqual([{ 'Fn::ImportValue': expect.stringContaining('OutputRefAlarms') }])
    }
  })

  it('may publish to the topic, and reaches a person', () => {
    data.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': prod.account } },
          }),
        ]),
      },
    })
    data.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: prod.alarmEmail })
  })
})

describe('what to look at', () => {
  it('is one page with every alarm and every function, by names that do not tie stacks together', () => {
    const [dashboard] = Object.values(
      production.templateOf(production.stacks.watch).findResources('AWS::CloudWatch::Dashboard'),
    )
    const body = JSON.stringify(dashboard?.Properties.DashboardBody)
    const alarms = ofType('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName)
    for (const name of alarms) expect(body).toContain(`:alarm:${name}\\"`)
    for (const { Properties } of ofType('AWS::Lambda::Function')) expect(body).toContain(Properties.FunctionName)
    expect(body.match(/Fn::ImportValue[^}]*/g)?.every((reference) => reference.includes('OutputRefTable'))).toBe(true)
  })

  it('tells what is turned away, by Lambda or by the table', () => {
    const watch = production.templateOf(production.stacks.watch)
    watch.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ...{ Namespace: 'AWS/Lambda', MetricName: 'Throttles', Dimensions: Match.absent(), Threshold: 1 },
    })
    for (const MetricName of ['ReadThrottleEvents', 'WriteThrottleEvents'])
      watch.hasResourceProperties('AWS::CloudWatch::Alarm', {
        ...{ Namespace: 'AWS/DynamoDB', MetricName, Threshold: 1 },
        Dimensions: [{ Name: 'TableName', Value: { 'Fn::ImportValue': Match.stringLikeRegexp('OutputRefTable') } }],
      })
  })

  it('is not made where nobody relies on it', () => {
    const types = Object.values(synthesize(dev)).flatMap((stack) => Object.values(stack).map(({ Type }) => Type))
    expect(types).not.toContain('AWS::CloudWatch::Alarm')
    expect(types).toContain('AWS::CloudWatch::Dashboard')
  })

  it('is told of by mail when a month will cost more than it may, from where budgets are kept', () => {
    expect(production.stacks.budget.region).toBe('us-east-1')
    production.templateOf(production.stacks.budget).hasResourceProperties('AWS::Budgets::Budget', {
      Budget: { BudgetLimit: { Amount: 30, Unit: 'USD' }, TimeUnit: 'MONTHLY', BudgetType: 'COST' },
      NotificationsWithSubscribers: [
        { Notification: { NotificationType: 'ACTUAL', Threshold: 50 } },
        { Notification: { NotificationType: 'ACTUAL', Threshold: 100 } },
        { Notification: { NotificationType: 'FORECASTED', Threshold: 100 } },
      ].map((budget) => ({ ...budget, Subscribers: [{ SubscriptionType: 'EMAIL', Address: prod.alarmEmail }] })),
    })
  })
})
