import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { computeBill, totalUsd } from '../../../infra/costs/bill.ts'
import { takeInventory } from '../../../infra/costs/inventory.ts'
import { totalInRegion, writeCostTables } from '../../../infra/costs/tables.ts'
import { jakartaLoad, noLoad } from '../../../infra/costs/units.ts'
import { dev, prod } from '../../../infra/environments.ts'
import type { Resources } from '../../support/stack-rules.ts'
import { synthesize } from '../../support/synthesized.ts'

const templates = synthesize({ ...prod, live: true })
const inventory = { prod: takeInventory(templates), dev: takeInventory(synthesize(dev)) }

const costOfChange = (change: (stacks: Record<string, Resources>) => void) => {
  const copy = structuredClone(templates)
  change(copy)
  return totalUsd(computeBill(takeInventory(copy), noLoad)) - totalUsd(computeBill(inventory.prod, noLoad))
}

test('a month of Jakarta costs less than ten dollars, one without use less than five, and development hardly anything', () => {
  expect(totalInRegion(computeBill(inventory.prod, jakartaLoad))).toBeLessThan(10)
  expect(totalInRegion(computeBill(inventory.prod, noLoad))).toBeLessThan(5)
  expect(totalInRegion(computeBill(inventory.dev, noLoad))).toBeLessThan(1.5)
})

test('no dashboard has more metrics than CloudWatch draws for free', () => {
  expect(inventory.prod.dashboards).toHaveLength(1)
  expect(inventory.prod.dashboards[0]).toBeGreaterThan(20)
  expect(inventory.prod.dashboards[0]).toBeLessThanOrEqual(50)
})

test('the page agrees with the templates', () => {
  const page = readFileSync(new URL('../../../infra/COSTS.md', import.meta.url), 'utf8')
  expect(page).toContain(`<!-- npm run costs -->\n${writeCostTables(inventory)}\n<!-- end -->`)
})

test('one more key, alarm or schedule raises the bill', () => {
  const more = (type: string) =>
    costOfChange((stacks) => {
      const stack = Object.values(stacks).find((found) => Object.values(found).some(({ Type }) => Type === type))
      const one = Object.values(stack ?? {}).find(({ Type }) => Type === type)
      if (stack && one) stack.Another = one
    })
  expect(more('AWS::KMS::Key')).toBeCloseTo(1)
  expect(more('AWS::CloudWatch::Alarm')).toBeCloseTo(0.1)
  expect(more('AWS::Scheduler::Schedule')).toBeGreaterThan(0)
  expect(() =>
    costOfChange((stacks) => {
      for (const { Type, Properties } of Object.values(stacks.jobs ?? {}))
        if (Type === 'AWS::Scheduler::Schedule') Properties.ScheduleExpression = 'rate(1 second)'
    }),
  ).toThrow('It is not known how often rate(1 second) runs')
})
