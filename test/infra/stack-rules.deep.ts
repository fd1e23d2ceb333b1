import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dev, prod } from '../../infra/environments.ts'
import { findBroken, type Resources } from '../support/stack-rules.ts'
import { synthesize } from '../support/synthesized.ts'

const production = synthesize({ ...prod, live: true })

describe('every stack', () => {
  it.each([
    ['production', production],
    ['development, if it had alarms', synthesize({ ...dev, alarms: true })],
  ])('of %s obeys every rule', (_, stacks) => {
    expect(Object.values(stacks).flatMap(findBroken)).toEqual([])
  })
})

describe('the runbook', () => {
  const text = readFileSync(new URL('../../infra/RUNBOOK.md', import.meta.url), 'utf8')
  const sections = new Map(
    text
      .split(/^### /m)
      .slice(1)
      .map((section) => [section.split('\n')[0] ?? '', section]),
  )
  const alarms = Object.values(production)
    .flatMap((stack) => Object.values(stack))
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(({ Properties }) => ({ name: Properties.AlarmName, text: Properties.AlarmDescription }))

  it('has a section for every alarm, and an alarm for every section', () => {
    const alarmNames = alarms.map(({ name }) => name.replace('capaian-prod-', ''))
    expect([...sections.keys()].toSorted()).toEqual(alarmNames.toSorted())
    for (const { name, text: said } of alarms)
      expect(said).toMatch(new RegExp(` What to do: infra/RUNBOOK\\.md, ${name.replace('capaian-prod-', '')}\\.$`))
  })

  it('says in each section what the alarm means, where to look and what to do', () => {
    for (const [name, section] of sections)
      expect([name, ...section.matchAll(/^\*\*(\w+)\.\*\* \S.{10}/gm)].map((found) => found[1])).toEqual([
        name[1],
        ...['Means', 'Look', 'Do'],
      ])
  })

  it('names only functions that exist', () => {
    const functions = Object.values(production)
      .flatMap((stack) => Object.values(stack))
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => Properties.FunctionName.replace('capaian-prod-', ''))
    const functionNames = [...text.matchAll(/`(?:log|run) ([a-z-]+)/g)].map(([, name]) => name)
    expect(functionNames.length).toBeGreaterThan(10)
    for (const name of functionNames) expect(functions).toContain(name)
  })
})

describe('the rules', () => {
  /**
   * Lets `worsen` break one resource of this type in a production stack, and returns the faults that are then found,
   * without the resource's name.
   */
  function findingsAfter(
    type: string,
    worsen: (resource: Resources[string], stack: Resources, id: string) => void,
  ): string[] {
    const stack = structuredClone(Object.values(production).find((found) => idOf(found, type)) ?? {})
    const id = idOf(stack, type) ?? ''
    worsen(stack[id] ?? {}, stack, id)
    return findBroken(stack).map((sentence) => sentence.slice(sentence.indexOf(' ') + 1))
  }
  const idOf = (stack: Resources, type: string) => Object.keys(stack).find((id) => stack[id]?.Type === type)

  const deleteAlarms = (stack: Resources, isGone: (properties: Resources[string]) => boolean) => {
    for (const [id, { Type, Properties }] of Object.entries(stack))
      if (Type === 'AWS::CloudWatch::Alarm' && isGone(Properties)) delete stack[id]
  }
  const allow = (more: object) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/b', ...more })

  it('notice that a function has no alarm, or no log', () => {
    expect(
      findingsAfter('AWS::Lambda::Function', (_, stack) =>
        deleteAlarms(stack, ({ MetricName }) => MetricName === '5xx'),
      ),
    ).toEqual(['has no alarm for failed runs'])
    const jobs = structuredClone(production.jobs ?? {})
    deleteAlarms(jobs, ({ MetricName }) => ['Errors', 'ApproximateNumberOfMessagesVisible'].includes(MetricName))
    expect(findBroken(jobs)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^CloseMonthFunction\w+ has no alarm for failed runs$/),
        expect.stringMatching(/^SweepFunction\w+ has no alarm for failed runs$/),
      ]),
    )
    expect(findingsAfter('AWS::Lambda::Function', ({ Properties }) => delete Properties.LoggingConfig)).toEqual([
      'has no log group of ours',
    ])
  })

  it('notice that a queue has no alarm, or that failures have no queue', () => {
    const visible = 'ApproximateNumberOfMessagesVisible'
    expect(
      findingsAfter('AWS::SQS::Queue', (_, stack) => deleteAlarms(stack, ({ MetricName }) => MetricName === visible)),
    ).toContain('has no alarm for messages in it')
    expect(
      findingsAfter('AWS::SQS::Queue', ({ Properties }, stack) => {
        stack.Another = { Type: 'AWS::SQS::Queue', Properties }
      }),
    ).toEqual(['has no dead letter queue and is not one'])
    expect(findingsAfter('AWS::SQS::Queue', ({ Properties }) => delete Properties.SqsManagedSseEnabled)).toEqual([
      'is not encrypted',
    ])
    expect(
      findingsAfter('AWS::SQS::Queue', (_, stack) => {
        for (const { Type, Properties } of Object.values(stack))
          if (Type === 'AWS::Lambda::EventInvokeConfig') delete Properties.DestinationConfig
      }),
    ).toContain('loses what fails for good')
  })

  it('notice that a schedule has no alarm for missed runs, no dead letters, or not the time zone of Jakarta', () => {
    const type = 'AWS::Scheduler::Schedule'
    const silent = ({ ComparisonOperator }: Resources[string]) => ComparisonOperator === 'LessThanThreshold'
    expect(findingsAfter(type, (_, stack) => deleteAlarms(stack, silent))).toContain('has no alarm that it did not run')
    expect(findingsAfter(type, ({ Properties }) => delete Properties.Target.DeadLetterConfig)).toEqual([
      'has no dead letter queue',
    ])
    expect(
      findingsAfter(type, ({ Properties }) => {
        Properties.ScheduleExpressionTimezone = 'Etc/UTC'
      }),
    ).toEqual(['goes by a clock that is not Jakarta’s'])
  })

  it('notice that a state machine has no alarms', () => {
    expect(
      findingsAfter('AWS::StepFunctions::StateMachine', (_, stack) =>
        deleteAlarms(stack, ({ Namespace }) => Namespace === 'AWS/States'),
      ),
    ).toEqual(
      expect.arrayContaining(['has no alarm for failed executions', 'has no alarm for executions that take too long']),
    )
  })

  it.each([
    [{ Resource: '*' }, 'may do something to every resource'],
    [{ Resource: ['arn:aws:s3:::a', '*'] }, 'may do something to every resource'],
    [{ Action: '*' }, 'may do whole groups of actions'],
    [{ Action: ['s3:GetObject', 'dynamodb:*'] }, 'may do whole groups of actions'],
    [{ Action: 's3:Get*' }, 'may do whole groups of actions'],
    [{ Action: undefined, NotAction: 's3:GetObject' }, 'uses NotAction or NotResource'],
  ])('find a policy that allows too much: %j', (more, sentence) => {
    expect(
      findingsAfter('AWS::IAM::Policy', ({ Properties }) => Properties.PolicyDocument.Statement.push(allow(more))),
    ).toEqual([sentence])
  })

  it('find policies that are not ours, and permanent credentials', () => {
    expect(
      findingsAfter('AWS::IAM::Role', ({ Properties }) => {
        Properties.ManagedPolicyArns = ['arn:aws:iam::aws:policy/AdministratorAccess']
      }),
    ).toEqual(['has policies that are not ours'])
    expect(
      findingsAfter('AWS::IAM::Role', (_, stack) => {
        stack.Somebody = { Type: 'AWS::IAM::User', Properties: {} }
      }),
    ).toEqual(['is a user with permanent credentials'])
  })

  it.each(['AWS::SNS::TopicPolicy', 'AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy'])(
    'find a %s that lets everybody in',
    (type) => {
      const letIn = (Principal: unknown) =>
        findingsAfter(type, ({ Properties }) => Properties.PolicyDocument.Statement.push(allow({ Principal })))
      expect(letIn('*')).toEqual(['lets in everybody'])
      expect(letIn({ AWS: '*' })).toEqual(['lets in everybody'])
      expect(letIn({ Service: 'ses.amazonaws.com' })).toEqual([])
    },
  )

  it('find a function that anybody may call, or that can be called past the gateway', () => {
    expect(
      findingsAfter('AWS::Lambda::Permission', ({ Properties }) => {
        Properties.Principal = '*'
      }),
    ).toEqual(['lets in everybody'])
    expect(
      findingsAfter('AWS::Lambda::Function', (_, stack) => {
        stack.Url = { Type: 'AWS::Lambda::Url', Properties: {} }
      }),
    ).toEqual(['bypasses the gateway'])
  })

  it('find a route whose function the gateway may not call', () => {
    const route = 'AWS::ApiGatewayV2::Route'
    const narrowRoute = (RouteKey: string, pattern: string) =>
      findingsAfter(route, ({ Properties }, stack) => {
        Properties.RouteKey = RouteKey
        for (const { Type, Properties: permission } of Object.values(stack))
          if (Type === 'AWS::Lambda::Permission') permission.SourceArn['Fn::Join'][1].splice(-1, 1, pattern)
      })
    const closed = 'leads to a function that the gateway may not wake'
    expect(narrowRoute('GET /health', '/*/*/*')).toEqual([])
    expect(narrowRoute('$default', '/*/*')).toEqual([])
    expect(narrowRoute('$default', '/*/*/*')).toEqual([closed])
    expect(narrowRoute('GET /health', '/*/GET/docs')).toContain(closed)
  })

  it('find a log that is kept forever', () => {
    expect(findingsAfter('AWS::Logs::LogGroup', ({ Properties }) => delete Properties.RetentionInDays)).toEqual([
      'is kept for ever',
    ])
  })

  it('find a bucket that can be public, is not encrypted, can be used without TLS, or is deleted with its stack', () => {
    const type = 'AWS::S3::Bucket'
    expect(
      findingsAfter(type, ({ Properties }) => {
        Properties.PublicAccessBlockConfiguration.BlockPublicPolicy = false
      }),
    ).toEqual(['can be made public'])
    expect(findingsAfter(type, ({ Properties }) => delete Properties.PublicAccessBlockConfiguration)).toEqual([
      'can be made public',
    ])
    expect(findingsAfter(type, ({ Properties }) => delete Properties.BucketEncryption)).toEqual(['is not encrypted'])
    expect(
      findingsAfter(type, (bucket) => {
        bucket.DeletionPolicy = 'Delete'
      }),
    ).toEqual(['is deleted with its stack'])
    const policyType = 'AWS::S3::BucketPolicy'
    expect(
      findingsAfter(type, (_, stack) => {
        for (const id of Object.keys(stack)) if (stack[id]?.Type === policyType) delete stack[id]
      }),
    ).toContain('can be used without TLS')
  })

  it('find a table that can be lost, and a key that is not rotated', () => {
    const type = 'AWS::DynamoDB::GlobalTable'
    expect(
      findingsAfter(type, ({ Properties }) => {
        Properties.Replicas[0].PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled = false
      }),
    ).toEqual(['cannot be restored'])
    expect(findingsAfter(type, ({ Properties }) => delete Properties.Replicas[0].DeletionProtectionEnabled)).toEqual([
      'can be deleted',
    ])
    expect(findingsAfter('AWS::KMS::Key', ({ Properties }) => delete Properties.EnableKeyRotation)).toEqual([
      'does not rotate',
    ])
  })

  it('find a gateway without a limit or a log, and an alarm without a recipient or a description', () => {
    const stage = 'AWS::ApiGatewayV2::Stage'
    expect(findingsAfter(stage, ({ Properties }) => delete Properties.DefaultRouteSettings)).toEqual([
      'is not throttled',
    ])
    expect(findingsAfter(stage, ({ Properties }) => delete Properties.AccessLogSettings)).toEqual(['has no access log'])
    const alarm = 'AWS::CloudWatch::Alarm'
    expect(findingsAfter(alarm, ({ Properties }) => delete Properties.AlarmActions)).toContain('tells nobody')
    expect(findingsAfter(alarm, ({ Properties }) => delete Properties.AlarmDescription)).toEqual([
      'does not say what it means',
    ])
  })
})
