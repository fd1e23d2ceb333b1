import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { findBlockers } from '../../../infra/deploy/deploy-blockers.ts'
import { readDeployOptions } from '../../../infra/deploy/deploy-options.ts'
import { dev, prod } from '../../../infra/environments.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'

const own = {
  ...prod,
  account: '111122223333',
  alarmEmail: 'siaga@jakarta.go.id',
  corsOrigins: ['https://capaian.jakarta.go.id'],
  mailDomain: 'capaian.jakarta.go.id',
  publicUrl: 'https://api.capaian.jakarta.go.id',
  deskUrl: 'https://meja.capaian.jakarta.go.id',
}
const ready = { hasCredentials: true, uncommitted: [], other: dev }

test('the command line names an environment, and anything else is refused with the usage', () => {
  expect(readDeployOptions(['dev'])).toEqual({ name: 'dev', yes: false })
  expect(readDeployOptions(['prod', '--yes'])).toEqual({ name: 'prod', yes: true })
  expect(readDeployOptions(['--help'])).toBe('help')
  for (const args of [[], ['production'], ['dev', 'prod'], ['dev', '--force']])
    expect(() => readDeployOptions(args)).toThrow(expect.objectContaining({ exitCode: 2 }))
  expect(() => readDeployOptions(['dev', '--force'])).toThrow("Unknown option '--force'.")
})

test('an environment is ready with its own names, credentials and nothing uncommitted', () => {
  expect(findBlockers(own, ready)).toEqual([])
})

test('everything that is missing is named at once', () => {
  const blockers = findBlockers(prod, { hasCredentials: false, uncommitted: ['a', 'b', 'c', 'd'], other: dev })
  expect(blockers.map((sentence) => sentence.slice(0, 40))).toEqual([
    'No AWS credentials were found: run `aws ',
    'infra/environments.ts does not name the ',
    'infra/environments.ts still has placehol',
    'Everything deployed to prod must be in a',
  ])
  expect(blockers[2]).toContain(
    '(alarm@capaian.example, https://capaian.example, capaian.example, https://api.capaian.example, https://meja.capaian.example)',
  )
  expect(blockers[3]).toContain('4 files are not (a, b, c …)')
})

test('environments do not share an account: the budget would count both, and the role of one could deploy the other', () => {
  expect(findBlockers(own, { ...ready, other: { ...dev, account: '444455556666' } })).toEqual([])
  expect(findBlockers(own, { ...ready, other: { ...dev, account: own.account } })).toEqual([
    expect.stringMatching(/^dev and prod have the same account, 111122223333\. /),
  ])
})

test('links in mails lead to where the API answers', () => {
  const apiDomain = { name: 'api.capaian.jakarta.go.id', certificateArn: 'arn' }
  expect(findBlockers({ ...own, apiDomain }, ready)).toEqual([])
  const blockers = findBlockers({ ...own, apiDomain: { ...apiDomain, name: 'capaian.jakarta.go.id' } }, ready)
  expect(blockers).toEqual([expect.stringContaining('links in mails would lead to https://api.capaian.jakarta.go.id')])
})

test('only prod requires that everything is committed', () => {
  expect(findBlockers({ ...own, name: 'dev' }, { ...ready, uncommitted: ['a'] })).toEqual([])
  expect(findBlockers(own, { ...ready, uncommitted: ['a'] })).toHaveLength(1)
})

test('without credentials the command deploys nothing, and says in sentences what it needs', async () => {
  const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...rest } = process.env
  const HOME = await scratchDirectory()
  const env = { ...rest, HOME, AWS_EC2_METADATA_DISABLED: 'true' }
  const ran = spawnSync(process.execPath, ['infra/deploy/deploy.ts', 'dev'], { encoding: 'utf8', env })
  expect([ran.status, ran.stdout]).toEqual([1, ''])
  expect(ran.stderr).toMatch(
    /^Nothing was deployed\.\n\* No AWS credentials were found: [^\n]+\n\* infra\/environments\.ts/,
  )
})
