import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { prod } from '../../../infra/environments.ts'
import { mail, ofType } from '../../support/production.ts'

describe('mail', () => {
  const set = 'capaian-prod'
  const identity = `arn:aws:ses:${prod.region}:${prod.account}:identity/${prod.mailDomain}`
  const senders = ofType('AWS::IAM::Policy').filter(({ Properties }) => JSON.stringify(Properties).includes('ses:'))

  it('is sent by the sweep only, from our own domain and with the configuration set that reports events', () => {
    expect(senders.map(({ id }) => id.replace(/Role.*/, ''))).toEqual(['Sweep'])
    const statements: { Action: unknown; Resource: unknown }[] = senders[0]?.Properties.PolicyDocument.Statement
    expect(statements.filter(({ Action }) => JSON.stringify(Action).includes('ses:'))).toMatchObject([
      {
        Action: ['ses:SendEmail', 'ses:SendRawEmail'],
        Resource: [`arn:aws:ses:${prod.region}:${prod.account}:configuration-set/${set}`, identity],
      },
    ])
    mail.hasResourceProperties('AWS::SES::EmailIdentity', { EmailIdentity: prod.mailDomain })
  })

  it('outputs every DNS record that its domain needs: DKIM, and the records of the sending domain', () => {
    const records = Object.values(mail.findOutputs('*')).map(({ Value }) => Value)
    expect(records).toHaveLength(5)
    expect(records.slice(0, 2)).toEqual([
      `surel.${prod.mailDomain} MX 10 feedback-smtp.${prod.region}.amazonses.com`,
      `surel.${prod.mailDomain} TXT "v=spf1 include:amazonses.com ~all"`,
    ])
  })

  it('reports its events by a topic that retries, and does not track readers', () => {
    mail.hasResourceProperties('AWS::SES::ConfigurationSet', { Name: set, DeliveryOptions: { TlsPolicy: 'REQUIRE' } })
    const [destination] = ofType('AWS::SES::ConfigurationSetEventDestination')
    expect(destination?.Properties.EventDestination.MatchingEventTypes).toEqual([
      'send',
      'reject',
      'delivery',
      'deliveryDelay',
      'bounce',
      'complaint',
    ])
    mail.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'lambda',
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Failures'), 'Arn'] } },
    })
    mail.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp('^MailEventsFunction') },
      MaximumRetryAttempts: 2,
    })
  })

  it('would be stopped by AWS at a bad reputation, and has an alarm before that', () => {
    for (const [MetricName, Threshold] of Object.entries({
      'Reputation.BounceRate': 0.05,
      'Reputation.ComplaintRate': 0.001,
    }))
      mail.hasResourceProperties('AWS::CloudWatch::Alarm', {
        ...{ Namespace: 'AWS/SES', MetricName, Threshold, Dimensions: Match.absent() },
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      })
  })

  it('is watched by a watchdog with its own stack and schedule, every day at half past eight', () => {
    const [schedule] = ofType('AWS::Scheduler::Schedule').filter(({ id }) => id.startsWith('Watchdog'))
    expect(schedule?.Properties).toMatchObject({
      ScheduleExpression: 'cron(30 8 * * ? *)',
      ScheduleExpressionTimezone: 'Asia/Jakarta',
    })
    mail.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Errors',
      AlarmDescription: Match.stringLikeRegexp('The monthly report that was due has not gone out'),
    })
  })
})
