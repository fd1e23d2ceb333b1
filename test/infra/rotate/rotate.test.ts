import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { localConfig } from '../../../infra/local/local-config.ts'
import { toEnvironment } from '../../../shared/config.ts'
import { findMembers } from '../../../shared/usecases/members/find-members.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { assembleTestDeps, callerAs, request, testDeps } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

const run = promisify(execFile)
const rotate = (environment: Record<string, string>, ...args: string[]) =>
  run(process.execPath, ['infra/rotate/rotate.ts', ...args], { env: { ...process.env, ...environment } })

test('the command makes the next key and names the two deployments before it is used; after each, everybody is found', async () => {
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
  const admin = callerAs('admin')
  const input = { gender: 'male', category: 'pemula', area: '31.71.01.1001', agency: 'PPKUKM' } as const
  const nik = newNik()
  const { answer } = await registerMember(deps, admin, request(), { person: { name: 'Sri', nik }, ...input })

  const { stdout } = await rotate(toEnvironment(localConfig(deps.tableName)))
  expect(stdout).toContain('has a key of version 2, which no function uses yet')
  const steps = [...stdout.matchAll(/keyVersions: \[([\d, ]+)\]/g)].map(([, list = '']) => list.split(', ').map(Number))
  expect(steps).toEqual([
    [1, 2],
    [2, 1],
  ])
  for (const versions of steps) {
    const then = await assembleTestDeps(deps.tableName, fewAreas, deps, versions)
    expect(await findMembers(then, admin, { nik })).toMatchObject([{ id: answer.memberId, person: { nik } }])
  }
})

test('without the environment of a function nothing is made, and the missing variables are named', async () => {
  await expect(rotate({ KMS_KEY_ID: 'alias/capaian', KEY_VERSIONS: '1,x' })).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^These variables of a deployment's function are missing or not valid: TABLE_NAME, KEY_VERSIONS/,
    ),
  })
})

test('a mistyped command makes no key', async () => {
  await expect(rotate(toEnvironment(localConfig('none')), '--dry-run')).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^Unknown option '--dry-run'\.\n\nnpm run rotate/),
  })
})
