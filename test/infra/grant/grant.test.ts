import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { giveFirstGrant } from '../../../infra/grant/first-grant.ts'
import { readGrantOptions } from '../../../infra/grant/grant-options.ts'
import { localConfig } from '../../../infra/local/local-config.ts'
import { toEnvironment } from '../../../shared/config.ts'
import { listGrantsInForce } from '../../../shared/domain/access/policy.ts'
import { endGrant } from '../../../shared/usecases/access/grants.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'
import { callerAs, request, testDeps } from '../../support/test-deps.ts'

const grant = (args: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, ['infra/grant/grant.ts', ...args], { encoding: 'utf8', env: { ...process.env, ...env } })

test('without a region it says so', () => {
  const settings = toEnvironment(localConfig('capaian-prod'))
  const grantRun = spawnSync(process.execPath, ['infra/grant/grant.ts', '--subject', 'rina'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, AWS_CONFIG_FILE: '/dev/null', ...settings },
  })
  expect([grantRun.status, grantRun.stderr]).toEqual([
    2,
    'AWS_REGION is not set. Set it to the region of the deployment, such as ap-southeast-3.\n',
  ])
})

describe('the command line', () => {
  test('names the person, who becomes administrator of everything without end by default', () => {
    expect(readGrantOptions(['--subject', 'rina'])).toEqual({
      subject: 'rina',
      role: 'admin',
      data: '.data',
      isTokenOnly: false,
    })
    expect(readGrantOptions(['--subject', 'warga-1', '--token-only'])).toMatchObject({ isTokenOnly: true })
    expect(readGrantOptions(['--help'])).toBe('help')
  })

  test('reads a day as its end in Jakarta, and an instant as it is', () => {
    const until = (when: string) => readGrantOptions(['--subject', 'rina', '--until', when])
    expect(until('2026-12-31')).toMatchObject({ until: new Date('2026-12-31T17:00:00.000Z') })
    expect(until('2026-12-31T12:00:00+07:00')).toMatchObject({ until: new Date('2026-12-31T05:00:00.000Z') })
  })

  test.each([
    [[], 'Name the person: --subject is missing.'],
    [['--subject', 'rina@example.id'], '--subject is not valid.'],
    [['--subject', '3171011503900001'], '--subject is not valid.'],
    [['--subject', 'rina', '--role', 'boss'], '--role is not valid.'],
    [['--subject', 'rina', '--until', '2021-02-29'], '--until is not valid.'],
    [['--subject', 'rina', '--token-only', '--area', '31.71'], '--area, --agency and --until cannot be used with'],
    [['--subjet', 'rina'], "Unknown option '--subjet'."],
  ])('%j is refused with a sentence and the usage', (args, sentence) => {
    expect(() => readGrantOptions(args)).toThrow(expect.objectContaining({ exitCode: 2 }))
    expect(() => readGrantOptions(args)).toThrow(sentence)
    expect(() => readGrantOptions(args)).toThrow('npm run grant -- --subject SUB')
  })
})

describe('the first grant', () => {
  test('makes the first administrator of a deployment, whose grant another administrator can end', async () => {
    const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
    const grant = await giveFirstGrant(deps, { subject: 'rina', role: 'admin' }, deps.now())
    expect(grant).toMatchObject({ area: '31', grantedBy: 'operator', from: '2021-11-30T05:00:00.000Z' })
    expect(listGrantsInForce(await deps.grants.ofSubject('rina'), deps.now())).toEqual([grant])
    await endGrant(deps, callerAs('admin'), request(), grant.id, 'Selesai')
    expect(listGrantsInForce(await deps.grants.ofSubject('rina'), deps.now())).toEqual([])
  })

  test('is refused if it was given before, names an unknown area, or has ended already', async () => {
    const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
    const give = (more: object) => giveFirstGrant(deps, { subject: 'rina', role: 'officer', ...more }, deps.now())
    await give({ area: '31.71' })
    await expect(give({ area: '31.71' })).rejects.toThrow('rina is already officer of 31.71')
    await expect(give({ area: '31.99' })).rejects.toThrow('Area 31.99 is unknown; the whole programme is 31.')
    await expect(give({ agency: 'NASA' })).rejects.toThrow('Agency NASA is unknown; there are')
    await expect(give({ until: deps.now() })).rejects.toThrow('is in the past: nothing was given.')
    expect(await deps.grants.ofSubject('rina')).toHaveLength(1)
    await give({ area: '31.71', agency: 'PPAPP' })
    expect(await deps.grants.ofSubject('rina')).toHaveLength(2)
  })
})

describe('the command', () => {
  test('refuses with a sentence where no deployment is', async () => {
    const nowhere = path.join(await scratchDirectory(), 'nothing')
    const { status, stderr } = grant(['--subject', 'rina', '--data', nowhere])
    expect(status).toBe(1)
    expect(stderr).toMatch(/^There is no local system in .*: run npm start first\./)
  })

  test('signs no token for a deployment', () => {
    const { status, stderr } = grant(['--subject', 'warga-1', '--token-only'], { TABLE_NAME: 'capaian-prod' })
    expect([status, stderr]).toEqual([2, expect.stringContaining('A deployment gives its tokens at its sign-in')])
  })

  test('refuses an environment with only some of a deployment’s variables', () => {
    const { status, stderr } = grant(['--subject', 'rina'], { TABLE_NAME: 'capaian-prod' })
    expect(status).toBe(2)
    expect(stderr).toMatch(/^These variables of a deployment's function are missing or not valid: BUCKET_NAME, /)
  })
})
