import { expect, test } from 'vitest'
import { dev } from '../../infra/environments.ts'
import { unprotectedKey } from '../../infra/protection.ts'
import { assembleOnce } from '../support/synthesized.ts'

const findings = (more: Record<string, string>) => {
  const { stacks, isProtected, resourcesOf } = assembleOnce(dev, more)
  const holding = [stacks.data, ...(stacks.identity ? [stacks.identity] : [])]
  return {
    stacks: holding.map(isProtected),
    guarded: holding.flatMap((stack) =>
      Object.values(resourcesOf(stack)).flatMap(({ Type, Properties }) => {
        if (Type === 'AWS::DynamoDB::GlobalTable') return [Properties.Replicas[0].DeletionProtectionEnabled === true]
        return Type === 'AWS::Cognito::UserPool' ? [Properties.DeletionProtection === 'ACTIVE'] : []
      }),
    ),
    policies: new Set(
      holding.flatMap((stack) =>
        Object.values(resourcesOf(stack)).flatMap(({ DeletionPolicy }) => DeletionPolicy ?? []),
      ),
    ),
  }
}

test('resources with data are protected, and a failed first deployment leaves none of them behind', () => {
  const policies = new Set(['RetainExceptOnCreate'])
  expect(findings({})).toEqual({ stacks: [true, true], guarded: [true, true], policies })
  expect(findings({ [unprotectedKey]: 'dev' })).toEqual({ stacks: [false, false], guarded: [false, false], policies })
})
