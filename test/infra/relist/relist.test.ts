import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { expect, test } from 'vitest'
import { localConfig } from '../../../infra/local/local-config.ts'
import { toEnvironment } from '../../../shared/config.ts'
import { tableNamed } from '../../../shared/data/table.ts'
import { listMembers } from '../../../shared/usecases/members/list-members.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { relistMembers } from '../../../shared/usecases/members/relist-members.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { callerAs, request, testDeps } from '../../support/test-deps.ts'

const run = promisify(execFile)
const relist = (environment: Record<string, string>) =>
  run(process.execPath, ['infra/relist/relist.ts'], { env: { ...process.env, ...environment } })

const admin = callerAs('admin')

test('members listed by district become listed by kota, in every order and by name, and nothing else changes', async () => {
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
  const input = { person: { name: 'Sri' }, gender: 'female', category: 'pemula', agency: 'PPAPP' } as const
  const register = async (area: string) =>
    (await registerMember(deps, admin, request(), { ...input, area })).answer.memberId
  const ids = [await register('31.71.01.1001'), await register('31.71.02.1001')]
  const before = await deps.members.getMany(ids)
  for (const [id, district] of [
    [ids[0], '31.71.01'],
    [ids[1], '31.71.02'],
  ] as const)
    await tableNamed(deps.tableName).client.send(
      new UpdateCommand({
        TableName: deps.tableName,
        Key: { pk: `MEMBER#${id}`, sk: 'MEMBER' },
        UpdateExpression:
          'SET gsi1pk = :name, gsi1sk = :day, gsi2pk = :list, gsi2sk = :day, gsi3pk = :wait, gsi3sk = :wait_day',
        ExpressionAttributeValues: {
          ':name': `NAME#${district}#1.x`,
          ':list': `LIST#${district}`,
          ':wait': `WAIT#${district}`,
          ':day': `2021-11-30#0abc#${id}`,
          ':wait_day': `2021-11-30#${id}`,
        },
      }),
    )
  const lists = [{ order: 'newest' }, { order: 'longest_waiting' }, { order: 'newest', namePrefix: 'sri' }] as const
  const countListed = () =>
    Promise.all(lists.map(async (list) => (await listMembers(deps, admin, list, { limit: 9 })).members.length))
  expect(await countListed()).toEqual([0, 0, 0])

  const { stdout } = await relist(toEnvironment(localConfig(deps.tableName)))
  expect(stdout).toMatch(/^2 members of test-.* were moved\.$/m)
  expect(await countListed()).toEqual([2, 2, 2])
  expect(await deps.members.getMany(ids)).toEqual(before)
  expect(await relistMembers(deps)).toBe(0)
})

test('without the environment of a function nothing is moved, and the missing variables are named', async () => {
  await expect(relist({ KMS_KEY_ID: 'alias/capaian', TABLE_NAME: '' })).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^These variables of a deployment's function are missing .*TABLE_NAME/),
  })
})
