import { describe, expect, it } from 'vitest'
import { prod } from '../../../infra/environments.ts'
import { Config } from '../../../shared/config.ts'
import {
  api,
  desk,
  jobs,
  keptResource,
  machineArn,
  mail,
  ofType,
  pages,
  production,
  webhooks,
  work,
} from '../../support/production.ts'

describe('every function', () => {
  const functions = ofType('AWS::Lambda::Function')

  it('runs on arm64 and Node 24', () => {
    expect(functions).toHaveLength(12)
    for (const { Properties } of functions)
      expect(Properties).toMatchObject({ Architectures: ['arm64'], Runtime: 'nodejs24.x', Handler: 'index.handler' })
  })

  it('gets an environment that its own schema accepts', () => {
    const pool = 'https://cognito-idp.ap-southeast-3.amazonaws.com/'
    const environment = { TOKEN_ISSUER: `${pool}ap-southeast-3_AbCdEfGhI`, TOKEN_CLIENT_ID: '1example23456789' }
    expect(Config.pick({ TOKEN_ISSUER: true, TOKEN_CLIENT_ID: true }).parse(environment)).toEqual(environment)
    for (const { Properties } of functions)
      expect(Properties.Environment.Variables).toEqual({
        TABLE_NAME: { 'Fn::ImportValue': expect.stringContaining('OutputRefTable') },
        BUCKET_NAME: { 'Fn::ImportValue': expect.stringContaining('OutputRefFiles') },
        INTAKE_BUCKET_NAME: { 'Fn::ImportValue': expect.stringContaining('OutputRefIntake') },
        JOB_MACHINE_ARN: machineArn,
        KMS_KEY_ID: { 'Fn::ImportValue': expect.stringContaining('OutputRefKey') },
        TOKEN_ISSUER: { 'Fn::Join': ['', [pool, { 'Fn::ImportValue': expect.stringContaining('OutputRefUsers') }]] },
        TOKEN_CLIENT_ID: { 'Fn::ImportValue': expect.stringContaining('OutputRefUsersWeb') },
        USER_POOL_ID: { 'Fn::ImportValue': expect.stringContaining('OutputRefUsers') },
        MAIL_FROM: `Capaian <laporan@${prod.mailDomain}>`,
        MAIL_CONFIGURATION_SET: 'capaian-prod',
        PUBLIC_URL: prod.publicUrl,
        DESK_URL: prod.deskUrl,
        KEY_VERSIONS: '1',
        CALLS_PER_MINUTE: '600',
        REPORT_DAY: '5',
        REPORT_HOUR: '6',
      })
  })

  it('logs to its own log group, which is kept for a year', () => {
    const groups = new Set(functions.map(({ Properties }) => Properties.LoggingConfig.LogGroup.Ref))
    expect(groups.size).toBe(functions.length)
    for (const template of [api, work, jobs, webhooks, mail, pages, desk])
      template.allResources('AWS::Logs::LogGroup', { ...keptResource, Properties: { RetentionInDays: 365 } })
  })

  it('ships no source map', () => {
    expect(production.shipped).toEqual(functions.map(() => ['index.mjs']))
  })

  it('has an alarm on its first error where nothing else reports it', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm').filter(({ Properties }) => Properties.MetricName === 'Errors')
    expect(alarms.map(({ Properties }) => Properties.Dimensions[0].Value.Ref.replace(/Function.*/, ''))).toEqual([
      'Sweep',
      'Watchdog',
    ])
    for (const { Properties } of alarms)
      expect(Properties).toMatchObject({ Threshold: 1, EvaluationPeriods: 1, Namespace: 'AWS/Lambda' })
  })
})
