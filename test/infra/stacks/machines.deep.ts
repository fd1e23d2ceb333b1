import { describe, expect, it } from 'vitest'
import { prod } from '../../../infra/environments.ts'
import { ExportJob } from '../../../shared/domain/export/export.ts'
import { ImportStep } from '../../../shared/domain/import/import-step.ts'
import { intakeDays } from '../../../shared/usecases/import/import-files.ts'
import { machineArn, ofType, work } from '../../support/production.ts'

describe('imports and exports', () => {
  const [machine] = ofType('AWS::StepFunctions::StateMachine')
  // Values that CloudFormation fills in appear as their logical name.
  const pieces: unknown[] = machine?.Properties.DefinitionString['Fn::Join'][1]
  const definition = JSON.parse(
    pieces.map((piece) => (typeof piece === 'string' ? piece : Object.values(piece ?? {}).flat()[0])).join(''),
  )
  const { WhichTask, MakeExport, Validate, ListParts, EachPart, Finish } = definition.States
  const GoThroughPart = EachPart.ItemProcessor.States.GoThroughPart
  const steps = { validate: Validate, list: ListParts, part: GoThroughPart, finish: Finish }

  it('run on a machine whose name the functions get', () => {
    expect(machine?.Properties.StateMachineName).toBe(machineArn.split(':').at(-1))
    expect(machine?.Properties).not.toHaveProperty('StateMachineType', 'EXPRESS')
  })

  it('are made into a file, validated, or applied part by part, several parts in parallel', () => {
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

  it('work with any number of parts, because the machine drops their answers', () => {
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
  const fillTemplate = (payload: Record<string, string>, values = found) =>
    Object.fromEntries(
      Object.entries(payload).map(([name, value]) =>
        name.endsWith('.$') ? [name.slice(0, -2), values[value]] : [name, value],
      ),
    )

  it('pass the functions input that their own schemas accept, and retry each step after any error', () => {
    for (const [name, { Parameters, Retry, Resource }] of Object.entries(steps)) {
      expect(Resource).toMatch(/:states:::lambda:invoke$/)
      expect(Parameters.FunctionName).toMatch(/^ImportFunction/)
      const given = fillTemplate(Parameters.Payload)
      expect(given).toMatchObject({ importId: 'imp_1', task: 'apply', step: name })
      expect(ImportStep.parse(given)).toEqual(given)
      expect(Retry).toEqual(again)
    }
    expect(MakeExport.Parameters.FunctionName).toMatch(/^ExportFunction/)
    const given = fillTemplate(MakeExport.Parameters.Payload, { ...found, '$.task': 'export' })
    expect(given).toEqual({ exportId: 'exp_1', task: 'export' })
    expect(ExportJob.parse(given)).toEqual(given)
    expect(MakeExport.Retry).toEqual(again)
    expect(EachPart.ItemSelector).toEqual({
      'importId.$': '$.importId',
      'task.$': '$.task',
      'part.$': '$$.Map.Item.Value',
    })
  })

  it('have a whole processor for the longest time allowed', () => {
    for (const Description of ['Capaian import', 'Capaian export'])
      work.hasResourceProperties('AWS::Lambda::Function', { Description, MemorySize: 1769, Timeout: 900 })
  })

  it('raise an alarm when given up, which says how to continue', () => {
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

  it('keep their files under our own key, without versions, for at most thirty days; exports and unconfirmed files for one day', () => {
    const [intake] = ofType('AWS::S3::Bucket').filter(({ id }) => id.startsWith('Intake'))
    expect(intake?.Properties).not.toHaveProperty('VersioningConfiguration')
    const encryption = {
      SSEAlgorithm: 'aws:kms',
      KMSMasterKeyID: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
    }
    expect(intake?.Properties).toMatchObject({
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: encryption }] },
      LoggingConfiguration: { LogFilePrefix: 'intake/' },
    })
    expect(intake?.Properties.LifecycleConfiguration.Rules).toEqual([
      { Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
      { Status: 'Enabled', Prefix: 'imports/', ExpirationInDays: intakeDays },
      { Status: 'Enabled', Prefix: 'uploads/', ExpirationInDays: 1 },
      { Status: 'Enabled', Prefix: 'exports/', ExpirationInDays: 1 },
    ])
    expect(intakeDays).toBe(30)
  })

  it('are uploaded by browsers from our own origins only', () => {
    const [intake] = ofType('AWS::S3::Bucket').filter(({ id }) => id.startsWith('Intake'))
    expect(intake?.Properties.CorsConfiguration.CorsRules).toEqual([
      { AllowedOrigins: prod.corsOrigins, AllowedMethods: ['PUT', 'POST', 'GET'], AllowedHeaders: ['content-type'] },
    ])
  })
})
