import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { prod } from '../../../infra/environments.ts'
import { data, ofType, production } from '../../support/production.ts'

const sentence = /^[A-Za-z-]+ .{80,}\.$/s

describe('every alarm', () => {
  it('reads as a sentence and is sent to the one topic', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm')
    expect(alarms).toHaveLength(32)
    for (const { Properties } of alarms) {
      expect(Properties.AlarmDescription).toMatch(sentence)
      expect(Properties.AlarmActions).toEqual([{ 'Fn::ImportValue': expect.stringContaining('OutputRefAlarms') }])
    }
  })

  it('may use the topic, and reaches a person', () => {
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

  it('is told of by mail when a month will cost more than it may, from where budgets are kept', () => {
    expect(production.stacks.budget.region).toBe('us-east-1')
    production.templateOf(production.stacks.budget).hasResourceProperties('AWS::Budgets::Budget', {
      Budget: { BudgetLimit: { Amount: 150, Unit: 'USD' }, TimeUnit: 'MONTHLY', BudgetType: 'COST' },
      NotificationsWithSubscribers: [
        { Notification: { NotificationType: 'ACTUAL', Threshold: 50 } },
        { Notification: { NotificationType: 'ACTUAL', Threshold: 100 } },
        { Notification: { NotificationType: 'FORECASTED', Threshold: 100 } },
      ].map((told) => ({ ...told, Subscribers: [{ SubscriptionType: 'EMAIL', Address: prod.alarmEmail }] })),
    })
  })
})
