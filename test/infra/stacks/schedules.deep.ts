import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { embeddedMetrics } from '../../../shared/metrics.ts'
import { jobs, ofType } from '../../support/production.ts'

describe('the schedules', () => {
  const schedules = ofType('AWS::Scheduler::Schedule')
  const timeOf = (name: string) => {
    const [schedule] = schedules.filter(({ id }) => id.startsWith(name))
    return [schedule?.Properties.ScheduleExpression, schedule?.Properties.ScheduleExpressionTimezone]
  }

  it('close months on the 5th at 06:00 and recount at 02:00, in Jakarta, and sweep every minute', () => {
    expect(schedules).toHaveLength(4)
    expect(timeOf('Sweep')).toEqual(['rate(1 minute)', 'Etc/UTC'])
    expect(timeOf('CloseMonth')).toEqual(['cron(0 6 5 * ? *)', 'Asia/Jakarta'])
    expect(timeOf('Recount')).toEqual(['cron(0 2 * * ? *)', 'Asia/Jakarta'])
  })

  it('have an alarm for a missed run, set for the exact hour in UTC', () => {
    const dueHours = ofType('AWS::CloudWatch::Alarm')
      .filter(({ id }) => id.includes('DidNotRun') && !id.startsWith('Sweep'))
      .map(({ Properties }) => {
        expect(Properties).toMatchObject({
          EvaluationWindow: { WallClockWindow: { Timezone: 'UTC' } },
          ComparisonOperator: 'LessThanThreshold',
          TreatMissingData: 'breaching',
        })
        const [{ Expression }, runs] = Properties.Metrics
        const { DATE = '15', HOUR } = Object.fromEntries(
          [...Expression.matchAll(/(DATE|HOUR)\(runs\) == (\d+)/g)].map(([, unit, value]) => [unit, value]),
        )
        const jakarta = new Date(Date.UTC(2026, 11, Number(DATE), Number(HOUR))).toLocaleString('en-GB', {
          timeZone: 'Asia/Jakarta',
          day: 'numeric',
          hour: '2-digit',
        })
        return [runs.MetricStat.Metric.Dimensions[0].Value.Ref.replace(/Function.*/, ''), jakarta]
      })
    expect(dueHours).toEqual([
      ['CloseMonth', '5, 06'],
      ['Recount', '16, 02'],
      ['Watchdog', '15, 08'],
    ])
  })

  it('lose nothing: a run that cannot start, or fails for good, waits in a queue with an alarm', () => {
    const queue = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Failures'), 'Arn'] }
    for (const name of ['CloseMonth', 'Recount']) {
      const [schedule] = schedules.filter(({ id }) => id.startsWith(name))
      expect(schedule?.Properties).toMatchObject({
        State: 'ENABLED',
        Target: {
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringMatching(/^Failures/), 'Arn'] } },
          RetryPolicy: { MaximumRetryAttempts: 10 },
        },
      })
    }
    const async = { MaximumRetryAttempts: 2, DestinationConfig: { OnFailure: { Destination: queue } } }
    jobs.resourcePropertiesCountIs('AWS::Lambda::EventInvokeConfig', async, 2)
    jobs.hasResourceProperties('AWS::SQS::Queue', { MessageRetentionPeriod: 14 * 86_400, SqsManagedSseEnabled: true })
    jobs.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 1,
    })
  })
})

describe('the sweep', () => {
  it('does not retry a failed run, because the next starts in a minute', () => {
    const [schedule] = ofType('AWS::Scheduler::Schedule').filter(({ id }) => id.startsWith('Sweep'))
    expect(schedule?.Properties).toMatchObject({
      State: 'ENABLED',
      Target: { RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 } },
    })
    jobs.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp('^SweepFunction') },
      MaximumRetryAttempts: 0,
    })
  })

  it('has time to finish the last tries of a run of one minute', () => {
    jobs.hasResourceProperties('AWS::Lambda::Function', { Description: 'Capaian sweep', Timeout: 180 })
  })

  it('has an alarm when it has not run for five minutes', () => {
    jobs.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Invocations',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('^SweepFunction') } }],
      Period: 300,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    })
  })

  it('raises an alarm on parked and on overdue things, from the metrics that it writes', () => {
    const lines: string[] = []
    embeddedMetrics(
      (line) => lines.push(line),
      () => new Date(),
    )({
      ...{ Parked: 1, OldestOverdue: 601 },
    })
    const { CloudWatchMetrics } = JSON.parse(lines[0] ?? '')._aws
    const [{ Namespace, Dimensions, Metrics }] = CloudWatchMetrics
    expect(Dimensions).toEqual([[]])
    const thresholds: Record<string, number> = { Parked: 0, OldestOverdue: 600 }
    for (const { Name } of Metrics)
      jobs.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace,
        MetricName: Name,
        Dimensions: Match.absent(),
        Statistic: 'Maximum',
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: thresholds[Name],
      })
    expect(Metrics).toHaveLength(2)
  })
})
