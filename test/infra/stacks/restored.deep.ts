import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { prod } from '../../../infra/environments.ts'
import { tableShape } from '../../../infra/table.ts'
import { data } from '../../support/production.ts'
import { assembleOnce } from '../../support/synthesized.ts'

describe('a table that was restored', () => {
  const restoredTable = 'capaian-prod-restored'
  const { stacks: made, templateOf: templateAfter } = assembleOnce({ ...prod, live: true, restoredTable })

  it('is used by every function, with rights, and shown by the dashboard', () => {
    const serving = [made.api, made.machine, made.jobs, made.webhooks, made.mail, made.pages, made.desk].map(
      templateAfter,
    )
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

  it('imports nothing from the stack of the old table: a stack that did could not be deployed afterwards', () => {
    const before = Object.keys(data.findOutputs('*'))
    expect(before).toContainEqual(expect.stringContaining('OutputRefTable'))
    expect(Object.keys(templateAfter(made.data).findOutputs('*')).sort()).toEqual(before.sort())
    expect(templateAfter(made.data).findResources('AWS::DynamoDB::GlobalTable')).toEqual(
      data.findResources('AWS::DynamoDB::GlobalTable'),
    )
  })

  it('has commands in OPERATING.md for the settings that a restore omits', () => {
    const page = readFileSync(new URL('../../../infra/OPERATING.md', import.meta.url), 'utf8')
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
