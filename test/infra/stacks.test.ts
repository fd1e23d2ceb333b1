import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms'
import { App, Stack } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { afterAll, describe, expect, it } from 'vitest'
import { capaian, review } from '../../infra/app.ts'
import { dev, prod } from '../../infra/environments.ts'
import { tableShape } from '../../infra/table.ts'
import { Config } from '../../shared/config.ts'
import { ExportJob } from '../../shared/domain/export.ts'
import { ImportStep } from '../../shared/domain/import/job.ts'
import { keyWrapper } from '../../shared/gateways/key-wrapper.ts'
import { embeddedMetrics } from '../../shared/metrics.ts'
import { intakeDays } from '../../shared/usecases/import/forget.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'capaian-cdk-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

// Stacks need folders to ship, not what is in them.
const bundles = path.join(scratch, 'bundles')
for (const name of [
  'api',
  'close-month',
  'export',
  'import',
  'mail-events',
  'pages',
  'recount',
  'sweep',
  'watchdog',
  'webhooks',
]) {
  mkdirSync(path.join(bundles, name), { recursive: true })
  for (const file of ['index.mjs', 'index.mjs.map']) writeFileSync(path.join(bundles, name, file), name)
}

const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'))
const newApp = (outdir: string) => new App({ context, outdir: path.join(scratch, outdir) })

const app = newApp('prod')
review(app)
const stacks = capaian(app, { ...prod, live: true }, bundles)
// Throws on what the review finds.
const assembly = app.synth()
const templateOf = (stack: Stack) => Template.fromJSON(assembly.getStackArtifact(stack.artifactId).template)
const data = templateOf(stacks.data)
const api = templateOf(stacks.api)
const jobs = templateOf(stacks.jobs)
const work = templateOf(stacks.machine)
const identity = stacks.identity ? templateOf(stacks.identity) : Template.fromJSON({})
const webhooks = templateOf(stacks.webhooks)
const mail = templateOf(stacks.mail)
const pages = templateOf(stacks.pages)
const templates = [data, identity, api, work, jobs, webhooks, mail, pages]

const machineArn = `arn:aws:states:${prod.region}:${prod.account}:stateMachine:capaian-prod-jobs`
const ofType = (type: string) =>
  templates.flatMap((template) =>
    Object.entries(template.findResources(type)).map(([id, { Properties }]) => ({ id, Properties })),
  )
const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' }
const sentence = /^[A-Za-z-]+ .{80,}\.$/s

describe('the table', () => {
  it('is kept, guarded against deletion and can be restored to any second of the last 35 days', () => {
    data.hasResource('AWS::DynamoDB::GlobalTable', {
      ...kept,
      Properties: {
        Replicas: [
          Match.objectLike({
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
          }),
        ],
      },
    })
  })

  it('is encrypted by our own key', () => {
    data.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [
        Match.objectLike({
          SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^StorageKey'), 'Arn'] } },
        }),
      ],
    })
  })

  it('has the shape that the tests and the local run create', () => {
    const [table] = ofType('AWS::DynamoDB::GlobalTable')
    const keys = (partitionKey: string, sortKey: string) => [
      { AttributeName: partitionKey, KeyType: 'HASH' },
      { AttributeName: sortKey, KeyType: 'RANGE' },
    ]
    expect(table?.Properties).toMatchObject({
      KeySchema: keys(tableShape.partitionKey, tableShape.sortKey),
      GlobalSecondaryIndexes: tableShape.indexes.map(({ name, partitionKey, sortKey, projected }) => ({
        IndexName: name,
        KeySchema: keys(partitionKey, sortKey),
        Projection:
          projected.length > 0
            ? { ProjectionType: 'INCLUDE', NonKeyAttributes: projected }
            : { ProjectionType: 'KEYS_ONLY' },
      })),
      TimeToLiveSpecification: { AttributeName: tableShape.timeToLive, Enabled: true },
    })
  })

  it('costs nothing when idle, and stops at a ceiling on every path', () => {
    const read = { ReadOnDemandThroughputSettings: { MaxReadRequestUnits: prod.maxUnits.read } }
    const write = { WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: prod.maxUnits.write } }
    data.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      BillingMode: 'PAY_PER_REQUEST',
      ...write,
      GlobalSecondaryIndexes: tableShape.indexes.map(() => Match.objectLike(write)),
      Replicas: [
        Match.objectLike({ ...read, GlobalSecondaryIndexes: tableShape.indexes.map(() => Match.objectLike(read)) }),
      ],
    })
  })
})

describe('a table that was restored', () => {
  const restoredTable = 'capaian-prod-restored'
  const after = newApp('restored')
  review(after)
  const made = capaian(after, { ...prod, live: true, restoredTable }, bundles)
  const restored = after.synth()
  const templateAfter = ({ artifactId }: Stack) => Template.fromJSON(restored.getStackArtifact(artifactId).template)

  it('is the one that every function uses and may use, and that the dashboard shows', () => {
    const serving = [made.api, made.machine, made.jobs, made.webhooks, made.mail, made.pages].map(templateAfter)
    for (const template of serving) {
      template.allResourcesProperties('AWS::Lambda::Function', {
        Environment: { Variables: { TABLE_NAME: restoredTable } },
      })
      const arns = JSON.stringify(template.findResources('AWS::IAM::Policy')).match(/arn:aws:dynamodb:[^"]+/g)
      const table = `arn:aws:dynamodb:${prod.region}:${prod.account}:table/${restoredTable}`
      expect(arns?.length).toBeGreaterThan(0)
      for (const arn of arns ?? [])
        expect([table, ...tableShape.indexes.map(({ name }) => `${table}/index/${name}`)]).toContain(arn)
      expect(JSON.stringify(template)).not.toMatch(/OutputRefTable|FnGetAttTable/)
    }
    expect(JSON.stringify(templateAfter(made.watch))).toContain(restoredTable)
  })

  it('takes nothing from the stack of the old one: who still imports its name could not be deployed after it', () => {
    const before = Object.keys(data.findOutputs('*'))
    expect(before).toContainEqual(expect.stringContaining('OutputRefTable'))
    expect(Object.keys(templateAfter(made.data).findOutputs('*')).sort()).toEqual(before.sort())
    expect(templateAfter(made.data).findResources('AWS::DynamoDB::GlobalTable')).toEqual(
      data.findResources('AWS::DynamoDB::GlobalTable'),
    )
  })

  it('is given by hand the settings that a restore leaves out, as the page on operating says', () => {
    const page = readFileSync(new URL('../../infra/OPERATING.md', import.meta.url), 'utf8')
    const most = `MaxReadRequestUnits=${prod.maxUnits.read},MaxWriteRequestUnits=${prod.maxUnits.write}`
    for (const setting of [
      `PointInTimeRecoveryEnabled=true,RecoveryPeriodInDays=${prod.recoveryDays}`,
      `Enabled=true,AttributeName=${tableShape.timeToLive}`,
      `--on-demand-throughput ${most}`,
      ...tableShape.indexes.map(({ name }) => `IndexName=${name},OnDemandThroughput={${most}}`),
      '--deletion-protection-enabled',
    ])
      expect(page).toContain(setting)
  })
})

describe('the files and the keys', () => {
  it('are kept: every bucket, every key', () => {
    data.allResources('AWS::S3::Bucket', kept)
    data.allResources('AWS::KMS::Key', kept)
  })

  it('are closed to the public, in every bucket', () => {
    data.allResourcesProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    })
  })

  it('keep every version of an issue, under our own key, and log who fetched it', () => {
    const [files] = ofType('AWS::S3::Bucket').filter(({ id }) => id.startsWith('Files'))
    expect(files?.Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
      LoggingConfiguration: { LogFilePrefix: 'files/' },
    })
    expect(JSON.stringify(files?.Properties.LifecycleConfiguration)).not.toContain('Expiration')
  })

  it('have keys that rotate', () => {
    data.allResourcesProperties('AWS::KMS::Key', { EnableKeyRotation: true })
  })

  it('stand in a stack that cannot be deleted by mistake', () => {
    expect(assembly.getStackArtifact(stacks.data.artifactId).terminationProtection).toBe(true)
  })
})

describe('the public pages', () => {
  it('are served from a cache, over TLS alone, that keeps what they say and asks for no more than a language and a month', () => {
    pages.resourceCountIs('AWS::CloudFront::Distribution', 1)
    pages.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        DefaultCacheBehavior: {
          ViewerProtocolPolicy: 'redirect-to-https',
          CachePolicyId: { Ref: Match.stringLikeRegexp('^Kept') },
          Compress: true,
        },
        Origins: [
          Match.objectLike({
            CustomOriginConfig: Match.objectLike({
              OriginProtocolPolicy: 'https-only',
              OriginSSLProtocols: ['TLSv1.2'],
            }),
          }),
        ],
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
          QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['lang', 'month'] },
        },
      },
    })
  })

  it('answer who asks for a page, and who asks only what is said of it', () => {
    const routes = Object.values(pages.findResources('AWS::ApiGatewayV2::Route')).map(
      ({ Properties }) => Properties.RouteKey,
    )
    expect(routes.sort()).toEqual(['GET /', 'GET /{proxy+}', 'HEAD /', 'HEAD /{proxy+}'])
  })

  it('are throttled behind it', () => {
    pages.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
    })
  })

  it('may have a name of their own, to which mails lead, with a certificate from where CloudFront looks for it', () => {
    const pagesDomain = {
      name: 'capaian.example',
      certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/pages',
    }
    const elsewhere = newApp('pages-domain')
    review(elsewhere)
    const made = capaian(elsewhere, { ...prod, pagesDomain }, bundles)
    const assembly = elsewhere.synth()
    const built = (stack: Stack) => Template.fromJSON(assembly.getStackArtifact(stack.artifactId).template)
    built(made.pages).hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: [pagesDomain.name],
        ViewerCertificate: { AcmCertificateArn: pagesDomain.certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
      },
    })
    // The sweep sends mails, and the API shows them beforehand.
    for (const sending of [made.jobs, made.api])
      built(sending).hasResourceProperties('AWS::Lambda::Function', {
        Environment: { Variables: { PAGES_URL: 'https://capaian.example' } },
      })
  })
})

describe('every function', () => {
  const functions = ofType('AWS::Lambda::Function')

  it('runs on arm64 and Node 24', () => {
    expect(functions).toHaveLength(10)
    for (const { Properties } of functions)
      expect(Properties).toMatchObject({ Architectures: ['arm64'], Runtime: 'nodejs24.x', Handler: 'index.handler' })
  })

  it('gets an environment that its own schema accepts', () => {
    const pool = 'https://cognito-idp.ap-southeast-3.amazonaws.com/'
    const given = { TOKEN_ISSUER: `${pool}ap-southeast-3_AbCdEfGhI`, TOKEN_CLIENT_ID: '1example23456789' }
    expect(Config.pick({ TOKEN_ISSUER: true, TOKEN_CLIENT_ID: true }).parse(given)).toEqual(given)
    for (const { Properties } of functions)
      expect(Properties.Environment.Variables).toEqual({
        TABLE_NAME: { 'Fn::ImportValue': expect.stringContaining('OutputRefTable') },
        BUCKET_NAME: { 'Fn::ImportValue': expect.stringContaining('OutputRefFiles') },
        INTAKE_BUCKET_NAME: { 'Fn::ImportValue': expect.stringContaining('OutputRefIntake') },
        JOB_MACHINE_ARN: machineArn,
        KMS_KEY_ID: { 'Fn::ImportValue': expect.stringContaining('OutputRefDataKey') },
        TOKEN_ISSUER: { 'Fn::Join': ['', [pool, { 'Fn::ImportValue': expect.stringContaining('OutputRefUsers') }]] },
        TOKEN_CLIENT_ID: { 'Fn::ImportValue': expect.stringContaining('OutputRefUsersWeb') },
        MAIL_FROM: `Capaian <laporan@${prod.mailDomain}>`,
        MAIL_CONFIGURATION_SET: 'capaian-prod',
        PUBLIC_URL: prod.publicUrl,
        KEY_VERSIONS: '1',
        REPORT_DAY: '5',
        REPORT_HOUR: '6',
      })
  })

  it('logs to a log group of its own, which is kept for a year', () => {
    const groups = new Set(functions.map(({ Properties }) => Properties.LoggingConfig.LogGroup.Ref))
    expect(groups.size).toBe(functions.length)
    for (const template of [api, work, jobs, webhooks, mail, pages])
      template.allResources('AWS::Logs::LogGroup', { ...kept, Properties: { RetentionInDays: 365 } })
  })

  it('ships no source map', () => {
    const shipped = readdirSync(assembly.directory).filter((name) => name.startsWith('asset.'))
    expect(shipped).toHaveLength(functions.length)
    for (const asset of shipped) expect(readdirSync(path.join(assembly.directory, asset))).toEqual(['index.mjs'])
  })

  it('has an alarm on its first error, which says what that means', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm').filter(({ Properties }) => Properties.MetricName === 'Errors')
    expect(alarms.map(({ Properties }) => Properties.Dimensions[0].Value.Ref).sort()).toEqual(
      functions.map(({ id }) => id).sort(),
    )
    for (const { Properties } of alarms)
      expect(Properties).toMatchObject({ Threshold: 1, EvaluationPeriods: 1, Namespace: 'AWS/Lambda' })
  })
})

describe('every alarm', () => {
  it('reads as a sentence and is sent to the one topic', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm')
    expect(alarms).toHaveLength(29)
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

  it('are missed by an alarm that waits for the very hour, counted in UTC', () => {
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

  it('lose nothing: what cannot be started, or fails for good, waits in a queue that is watched', () => {
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

describe('before an environment is live', () => {
  const before = newApp('before')
  review(before)
  const made = capaian(before, { ...prod, live: false }, bundles)
  const early = before.synth()
  const resources = Object.values(made).flatMap((stack) =>
    Object.entries(Template.fromJSON(early.getStackArtifact(stack.artifactId).template).toJSON().Resources),
  )
  const ofKind = (type: string) =>
    resources.flatMap(([id, resource]) => (Object(resource).Type === type ? [id.replace(/[0-9A-F]{8}$/, '')] : []))

  it('no month is closed by the clock, and nobody looks for its report; the rest goes on', () => {
    expect(ofKind('AWS::Scheduler::Schedule').sort()).toEqual(['RecountSchedule', 'SweepSchedule'])
    expect(ofKind('AWS::Lambda::Function')).toHaveLength(10)
  })

  it('no alarm misses what is not to come yet', () => {
    const missing = ofKind('AWS::CloudWatch::Alarm').filter((id) => /DidNotRun|NoRegistered/.test(id))
    expect(missing.sort()).toEqual(['RecountDidNotRun', 'SweepDidNotRun'])
  })

  it('what is closed by hand and fails for good is kept for a person all the same', () => {
    const kept = ofKind('AWS::Lambda::EventInvokeConfig').map((id) => id.replace(/Function.*/, ''))
    expect(kept.sort()).toEqual(['CloseMonth', 'MailEvents', 'Recount', 'Sweep', 'Watchdog'])
  })
})

describe('the sweep', () => {
  it('leaves a run that fails to the run of the next minute', () => {
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

  it('has time for the last tries of a run of one minute', () => {
    jobs.hasResourceProperties('AWS::Lambda::Function', { Description: 'Capaian sweep', Timeout: 180 })
  })

  it('is missed when it has not run for five minutes', () => {
    jobs.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Invocations',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('^SweepFunction') } }],
      Period: 300,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    })
  })

  it('raises an alarm on what is parked, and on what is overdue, from the very metrics that it writes', () => {
    const lines: string[] = []
    embeddedMetrics(
      (line) => lines.push(line),
      () => new Date(),
      { FunctionName: 'sweep' },
    )({
      ...{ Parked: 1, OldestOverdue: 601 },
    })
    const { CloudWatchMetrics } = JSON.parse(lines[0] ?? '')._aws
    const [{ Namespace, Dimensions, Metrics }] = CloudWatchMetrics
    expect(Dimensions).toEqual([['FunctionName']])
    const thresholds: Record<string, number> = { Parked: 0, OldestOverdue: 600 }
    for (const { Name } of Metrics)
      jobs.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace,
        MetricName: Name,
        Dimensions: [{ Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('^SweepFunction') } }],
        Statistic: 'Maximum',
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: thresholds[Name],
      })
    expect(Metrics).toHaveLength(2)
  })
})

describe('mail', () => {
  const set = 'capaian-prod'
  const identity = `arn:aws:ses:${prod.region}:${prod.account}:identity/${prod.mailDomain}`
  const senders = ofType('AWS::IAM::Policy').filter(({ Properties }) => JSON.stringify(Properties).includes('ses:'))

  it('is sent by the sweep alone, from our own domain and by the set that tells what becomes of it', () => {
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

  it('puts out every record that its domain must carry: DKIM, and what vouches for where it comes from', () => {
    const records = Object.values(mail.findOutputs('*')).map(({ Value }) => Value)
    expect(records).toHaveLength(5)
    expect(records.slice(0, 2)).toEqual([
      `surel.${prod.mailDomain} MX 10 feedback-smtp.${prod.region}.amazonses.com`,
      `surel.${prod.mailDomain} TXT "v=spf1 include:amazonses.com ~all"`,
    ])
  })

  it('tells what becomes of it by a topic that keeps at it, and does not spy on whoever reads', () => {
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

  it('is looked after by a watchdog of its own stack and schedule, every day at half past eight', () => {
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

describe('imports and exports', () => {
  const [machine] = ofType('AWS::StepFunctions::StateMachine')
  // What CloudFormation fills in stands as its logical name.
  const pieces: unknown[] = machine?.Properties.DefinitionString['Fn::Join'][1]
  const definition = JSON.parse(
    pieces.map((piece) => (typeof piece === 'string' ? piece : Object.values(piece ?? {}).flat()[0])).join(''),
  )
  const { WhichTask, MakeExport, Validate, ListParts, EachPart, Finish } = definition.States
  const GoThroughPart = EachPart.ItemProcessor.States.GoThroughPart
  const steps = { validate: Validate, list: ListParts, part: GoThroughPart, finish: Finish }

  it('are worked on by a machine of the name that functions are told', () => {
    expect(machine?.Properties.StateMachineName).toBe(machineArn.split(':').at(-1))
    expect(machine?.Properties).not.toHaveProperty('StateMachineType', 'EXPRESS')
  })

  it('are made into a file, validated, or gone through part by part, some side by side', () => {
    expect(definition.StartAt).toBe('WhichTask')
    expect(WhichTask).toEqual({
      Type: 'Choice',
      Choices: [
        { Variable: '$.task', StringEquals: 'export', Next: 'MakeExport' },
        { Variable: '$.task', StringEquals: 'validate', Next: 'Validate' },
      ],
      Default: 'ListParts',
    })
    expect(MakeExport.End).toBe(true)
    expect(Validate.End).toBe(true)
    expect(ListParts).toMatchObject({ ResultPath: '$.listed', Next: 'EachPart' })
    expect(EachPart).toMatchObject({
      Type: 'Map',
      ItemsPath: '$.listed.Payload.parts',
      MaxConcurrency: 8,
      ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'GoThroughPart' },
      Next: 'Finish',
    })
    expect(GoThroughPart.End).toBe(true)
    expect(Finish.End).toBe(true)
  })

  it('go on however many parts there are: their answers are dropped', () => {
    expect(GoThroughPart.OutputPath).toBeNull()
    expect(EachPart.ResultPath).toBeNull()
  })

  const again = [
    {
      ErrorEquals: ['States.ALL'],
      IntervalSeconds: 5,
      BackoffRate: 2,
      MaxAttempts: 6,
      MaxDelaySeconds: 120,
      JitterStrategy: 'FULL',
    },
  ]
  const found: Record<string, string> = {
    '$.importId': 'imp_1',
    '$.exportId': 'exp_1',
    '$.task': 'apply',
    '$.part': '31.71.01',
  }
  const filled = (payload: Record<string, string>, values = found) =>
    Object.fromEntries(
      Object.entries(payload).map(([name, value]) =>
        name.endsWith('.$') ? [name.slice(0, -2), values[value]] : [name, value],
      ),
    )

  it('are given to the functions as their own schemas accept, each step tried again after any error', () => {
    for (const [name, { Parameters, Retry, Resource }] of Object.entries(steps)) {
      expect(Resource).toMatch(/:states:::lambda:invoke$/)
      expect(Parameters.FunctionName).toMatch(/^ImportFunction/)
      const given = filled(Parameters.Payload)
      expect(given).toMatchObject({ importId: 'imp_1', task: 'apply', step: name })
      expect(ImportStep.parse(given)).toEqual(given)
      expect(Retry).toEqual(again)
    }
    expect(MakeExport.Parameters.FunctionName).toMatch(/^ExportFunction/)
    const given = filled(MakeExport.Parameters.Payload, { ...found, '$.task': 'export' })
    expect(given).toEqual({ exportId: 'exp_1', task: 'export' })
    expect(ExportJob.parse(given)).toEqual(given)
    expect(MakeExport.Retry).toEqual(again)
    expect(EachPart.ItemSelector).toEqual({
      'importId.$': '$.importId',
      'task.$': '$.task',
      'part.$': '$$.Map.Item.Value',
    })
  })

  it('have a whole processor for as long as there is', () => {
    for (const Description of ['Capaian import', 'Capaian export'])
      work.hasResourceProperties('AWS::Lambda::Function', { Description, MemorySize: 1769, Timeout: 900 })
  })

  it('that are given up raise an alarm, which says how to go on', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm').filter(({ id }) => /^Machine/.test(id))
    expect(alarms.map(({ Properties }) => Properties.MetricName).sort()).toEqual([
      'ExecutionsFailed',
      'ExecutionsTimedOut',
    ])
    for (const { Properties } of alarms) {
      expect(Properties).toMatchObject({ Threshold: 1, EvaluationPeriods: 1 })
      expect(Properties.Dimensions).toEqual([{ Name: 'StateMachineArn', Value: { Ref: machine?.id } }])
      expect(Properties.AlarmDescription).toContain('/v1/imports/{id}/validations, confirmations or undoings')
    }
  })

  it('keep their files under our own key, without versions, for thirty days at most, and one what goes out', () => {
    const [intake] = ofType('AWS::S3::Bucket').filter(({ id }) => id.startsWith('Intake'))
    expect(intake?.Properties).not.toHaveProperty('VersioningConfiguration')
    const encryption = {
      SSEAlgorithm: 'aws:kms',
      KMSMasterKeyID: { 'Fn::GetAtt': [expect.stringMatching(/^StorageKey/), 'Arn'] },
    }
    expect(intake?.Properties).toMatchObject({
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: encryption }] },
      LoggingConfiguration: { LogFilePrefix: 'intake/' },
    })
    expect(intake?.Properties.LifecycleConfiguration.Rules).toEqual([
      {
        Status: 'Enabled',
        ExpirationInDays: intakeDays,
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
      { Status: 'Enabled', Prefix: 'exports/', ExpirationInDays: 1 },
    ])
    expect(intakeDays).toBe(30)
  })

  it('are uploaded by browsers from our own origins alone', () => {
    const [intake] = ofType('AWS::S3::Bucket').filter(({ id }) => id.startsWith('Intake'))
    expect(intake?.Properties.CorsConfiguration.CorsRules).toEqual([
      { AllowedOrigins: prod.corsOrigins, AllowedMethods: ['PUT', 'GET'], AllowedHeaders: ['content-type'] },
    ])
  })
})

describe('the API', () => {
  it('sends these routes to the function and no others', () => {
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

  it('asks for a token of the user pool before it wakes the function, except where anybody may ask', () => {
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

  it('is missed when nobody was registered on a working day, counted by UTC', () => {
    const [alarm] = ofType('AWS::CloudWatch::Alarm').filter(({ id }) => id.includes('NoRegistered'))
    expect(alarm?.Properties).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
      EvaluationWindow: { WallClockWindow: { Timezone: 'UTC' } },
    })
    const [expression, told] = alarm?.Properties.Metrics ?? []
    expect(expression.Expression).toBe('IF(DAY(told) < 6, told, 1)')
    expect(told.MetricStat).toMatchObject({
      Metric: { Namespace: 'Capaian', MetricName: 'Registered', Dimensions: [{ Name: 'FunctionName' }] },
      Period: 86_400,
      Stat: 'Sum',
    })
  })

  it('is throttled', () => {
    api.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
    })
  })

  it('answers other origins only if they are ours', () => {
    api.hasResourceProperties('AWS::ApiGatewayV2::Api', { CorsConfiguration: { AllowOrigins: prod.corsOrigins } })
    expect(prod.corsOrigins).not.toContain('*')
  })

  it('logs every request as JSON, and nothing that tells of a person', () => {
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

describe('signing in', () => {
  it('takes a second factor of everybody, by an app, and a password that is long', () => {
    identity.hasResource('AWS::Cognito::UserPool', {
      ...kept,
      Properties: {
        MfaConfiguration: 'ON',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        DeletionProtection: 'ACTIVE',
        UserPoolTier: 'ESSENTIALS',
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        Policies: { PasswordPolicy: { MinimumLength: 12, PasswordHistorySize: 5 } },
      },
    })
    expect(assembly.getStackArtifact(stacks.identity?.artifactId ?? '').terminationProtection).toBe(true)
  })

  it('goes by a code for our own pages alone, without a secret, and lasts half an hour', () => {
    identity.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      CallbackURLs: ['https://capaian.example/masuk'],
      GenerateSecret: false,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      AccessTokenValidity: 30,
      TokenValidityUnits: { AccessToken: 'minutes' },
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
    })
  })

  it('has pages of the managed login, which need a style to be shown', () => {
    identity.hasResourceProperties('AWS::Cognito::UserPoolDomain', {
      Domain: 'capaian-prod-000000000000',
      ManagedLoginVersion: 2,
    })
    identity.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', { UseCognitoProvidedValues: true })
  })

  it('may have pages under a name of our own, and says where that must point', () => {
    const named = newApp('sign-in-domain')
    const signInDomain = {
      name: 'masuk.capaian.example',
      certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/1',
    }
    const made = capaian(named, { ...prod, signInDomain }, bundles)
    const template = Template.fromJSON(named.synth().getStackArtifact(made.identity?.artifactId ?? '').template)
    template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { Domain: signInDomain.name })
    template.hasOutput('DomainPointsTo', {
      Value: {
        'Fn::Join': [
          '',
          [
            'masuk.capaian.example CNAME ',
            { 'Fn::GetAtt': [Match.stringLikeRegexp('^UsersDomain|^Domain'), 'CloudFrontDistribution'] },
          ],
        ],
      },
    })
  })

  it('may be somebody else’s: then there is no pool, and names and certificates are our own', () => {
    const elsewhere = newApp('elsewhere')
    const issuer = 'https://masuk.jakarta.go.id/realms/pegawai'
    const audience = 'https://api.capaian.example'
    const jwksUrl = `${issuer}/protocol/openid-connect/certs`
    const tokens = { issuer, clientId: 'capaian', audience, jwksUrl }
    const apiDomain = {
      name: 'api.capaian.example',
      certificateArn: `arn:aws:acm:${prod.region}:${prod.account}:certificate/1`,
    }
    const made = capaian(elsewhere, { ...prod, tokens, apiDomain }, bundles)
    expect(made.identity).toBeUndefined()
    const template = Template.fromJSON(elsewhere.synth().getStackArtifact(made.api.artifactId).template)
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      JwtConfiguration: { Audience: [audience], Issuer: issuer },
    })
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          TOKEN_ISSUER: issuer,
          TOKEN_CLIENT_ID: 'capaian',
          TOKEN_AUDIENCE: audience,
          TOKEN_JWKS_URL: jwksUrl,
        },
      },
    })
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true })
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: apiDomain.name,
      DomainNameConfigurations: [{ CertificateArn: apiDomain.certificateArn }],
    })
    template.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 1)
  })
})

describe('what to look at', () => {
  it('is one page with every alarm and every function, by names that do not tie stacks together', () => {
    const [dashboard] = Object.values(templateOf(stacks.watch).findResources('AWS::CloudWatch::Dashboard'))
    const body = JSON.stringify(dashboard?.Properties.DashboardBody)
    const alarms = ofType('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName)
    for (const name of alarms) expect(body).toContain(`:alarm:${name}\\"`)
    for (const { Properties } of ofType('AWS::Lambda::Function')) expect(body).toContain(Properties.FunctionName)
    expect(body.match(/Fn::ImportValue[^}]*/g)?.every((reference) => reference.includes('OutputRefTable'))).toBe(true)
  })

  it('is told of by mail when a month will cost more than it may, from where budgets are kept', () => {
    expect(stacks.budget.region).toBe('us-east-1')
    templateOf(stacks.budget).hasResourceProperties('AWS::Budgets::Budget', {
      Budget: { BudgetLimit: { Amount: 150, Unit: 'USD' }, TimeUnit: 'MONTHLY', BudgetType: 'COST' },
      NotificationsWithSubscribers: [
        { Notification: { NotificationType: 'ACTUAL', Threshold: 50 } },
        { Notification: { NotificationType: 'ACTUAL', Threshold: 100 } },
        { Notification: { NotificationType: 'FORECASTED', Threshold: 100 } },
      ].map((told) => ({ ...told, Subscribers: [{ SubscriptionType: 'EMAIL', Address: prod.alarmEmail }] })),
    })
  })
})

describe('what functions may do', () => {
  const statements = ofType('AWS::IAM::Policy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
  const actionsOf = (name: string) =>
    ofType('AWS::IAM::Policy')
      .filter(({ id }) => id.startsWith(`${name}Role`))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .flatMap(({ Action }) => Action)
  const onTable = (name: string) => [...new Set(actionsOf(name).filter((action) => action.startsWith('dynamodb:')))]

  it('knows eight wildcards, what is kept in the one bucket and the imports and exports of the other', () => {
    const strings = JSON.stringify(statements).match(/"[^"]*\*[^"]*"/g)
    expect(new Set(strings)).toEqual(
      new Set([
        '"/issues/*"',
        '"issues/*"',
        '"/mails/*"',
        '"mails/*"',
        '"/statements/*"',
        '"statements/*"',
        '"/imports/*"',
        '"imports/*"',
        '"/exports/*"',
        '"exports/*"',
      ]),
    )
  })

  it('comes from policies of ours alone', () => {
    for (const { Properties } of ofType('AWS::IAM::Role')) expect(Properties).not.toHaveProperty('ManagedPolicyArns')
  })

  it('does not delete items, save what the API, the doors, imports and the sweep take off, nor files, save those of imports and exports', () => {
    for (const name of ['Service', 'Doors', 'Import', 'Sweep']) expect(actionsOf(name)).toContain('dynamodb:DeleteItem')
    for (const job of ['CloseMonth', 'Export', 'Recount', 'MailEvents', 'Watchdog'])
      expect(actionsOf(job)).not.toContain('dynamodb:DeleteItem')
    const deleting = statements.filter(({ Action }) => JSON.stringify(Action).includes('s3:Delete'))
    expect(deleting).toHaveLength(4)
    for (const { Resource } of deleting)
      expect(JSON.stringify(Resource)).toMatch(/FnGetAttIntake[^/]*"\},"\/(imports|exports)\/\*"/)
    expect(JSON.stringify(statements)).not.toContain('s3:*')
  })

  it('lets functions use files of imports and exports, and who reads them list no others', () => {
    const onFiles = (name: string) => actionsOf(name).filter((action) => action.startsWith('s3:'))
    const intake = ['s3:DeleteObject', 's3:GetObject', 's3:PutObject', 's3:ListBucket']
    expect(onFiles('Import')).toEqual(intake)
    expect(onFiles('Export')).toEqual(['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject'])
    const reading = ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket']
    const list = 's3:ListBucket'
    const kept = ['s3:GetObject', 's3:PutObject', list, list, 's3:GetObject', list]
    expect(onFiles('Service')).toEqual([...kept, ...intake, ...reading])
    const listing = statements.filter(({ Action }) => Action === 's3:ListBucket')
    const lists = listing.map(({ Resource, Condition }) => [
      Resource['Fn::ImportValue'].replace(/.*FnGetAtt([A-Z][a-z]+).*/, '$1'),
      Condition.StringLike['s3:prefix'],
    ])
    expect(lists.toSorted()).toEqual([
      ...['issues/*', 'issues/*', 'issues/*', 'issues/*', 'mails/*', 'statements/*'].map((prefix) => ['Files', prefix]),
      ...['exports/*', 'imports/*', 'imports/*'].map((prefix) => ['Intake', prefix]),
    ])
  })

  it('tells who reads a file that it is not there: S3 says 403 to whoever may not list it', () => {
    for (const { id, Properties } of ofType('AWS::IAM::Policy')) {
      const granted: { Action: string | string[]; Resource: unknown }[] = Properties.PolicyDocument.Statement
      const read = granted
        .filter(({ Action }) => [Action].flat().includes('s3:GetObject'))
        .flatMap(({ Resource }) => [...JSON.stringify(Resource).matchAll(/"\/(\w+)\/\*"/g)].map(([, folder]) => folder))
      const listed = [...JSON.stringify(granted).matchAll(/"s3:prefix":"(\w+)\/\*"/g)].map(([, folder]) => folder)
      expect([id, listed.toSorted()]).toEqual([id, read.toSorted()])
    }
  })

  it('lets the export function read members and note exports, and post nothing', () => {
    expect(onTable('Export')).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
    ])
  })

  it('lets the import function post to the ledger, and neither close months nor issue', () => {
    expect(onTable('Import')).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:ConditionCheckItem',
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ])
  })

  it('lets the API start the one machine, and the machine invoke the two functions', () => {
    const starting = statements.filter(({ Action }) => Action === 'states:StartExecution')
    expect(starting.map(({ Resource }) => Resource)).toEqual([machineArn])
    expect(actionsOf('Service')).toContain('states:StartExecution')
    const invoking = work.findResources('AWS::IAM::Policy')
    const machine = Object.entries(invoking).filter(([id]) => id.startsWith('MachineRole'))
    expect(machine.map(([, { Properties }]) => Properties.PolicyDocument.Statement)).toEqual([
      [
        {
          Action: 'lambda:InvokeFunction',
          Effect: 'Allow',
          Resource: [
            { 'Fn::GetAtt': [expect.stringMatching(/^ExportFunction/), 'Arn'] },
            { 'Fn::GetAtt': [expect.stringMatching(/^ImportFunction/), 'Arn'] },
          ],
        },
      ],
    ])
  })

  it('lets a recount write its result and no figures', () => {
    expect(onTable('Recount')).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
    ])
  })

  it('uses the data key in the very context that the keyring names', async () => {
    const demanded = statements.flatMap(
      ({ Condition }) => Condition?.StringEquals?.['kms:EncryptionContext:purpose'] ?? [],
    )
    expect(demanded).toHaveLength(9)
    const kms = new KMSClient({})
    const { plain, wrapped } = await keyWrapper(kms, 'key').generate()
    for (const purpose of demanded) {
      const command = new DecryptCommand({ CiphertextBlob: wrapped, EncryptionContext: { purpose } })
      expect((await kms.send(command)).Plaintext).toEqual(plain)
    }
  })
})

describe('the security review', () => {
  it('stops a synthesis that it finds something in', () => {
    const careless = newApp('careless')
    review(careless)
    new Bucket(new Stack(careless, 'careless'), 'Open')
    expect(() => careless.synth()).toThrow('AwsSolutions-S1')
  })
})

it('Development is guarded as production is, only smaller', () => {
  const small = newApp('dev')
  review(small)
  const { data: devData } = capaian(small, dev, bundles)
  const template = Template.fromJSON(small.synth().getStackArtifact(devData.artifactId).template)
  template.hasResource('AWS::DynamoDB::GlobalTable', {
    ...kept,
    Properties: { Replicas: [Match.objectLike({ DeletionProtectionEnabled: true })] },
  })
})
