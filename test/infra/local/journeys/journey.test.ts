import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { scratchDirectory } from '../../../support/scratch-directory.ts'

const journey = (...args: string[]) =>
  spawnSync(process.execPath, ['infra/local/journeys/journey.ts', ...args], { encoding: 'utf8' })

test.each([
  [['lender'], 'There is no journey "lender".'],
  [['officer', '--date', '.data'], "Unknown option '--date'."],
])('%j is refused with a sentence and the usage', (args, sentence) => {
  const { status, stderr } = journey(...args)
  expect(status).toBe(2)
  expect(stderr).toContain(`${sentence}\n\nnpm run journey -- citizen|officer`)
})

test('a journey says so where no system runs', async () => {
  const { status, stdout, stderr } = journey('officer', '--data', await scratchDirectory())
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^Nothing runs on .+: npm start in another terminal/)
})
