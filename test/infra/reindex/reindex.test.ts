import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { localConfig } from '../../../infra/local/local-config.ts'
import { toEnvironment } from '../../../shared/config.ts'
import { listMarks } from '../../../shared/domain/duplicates/mark.ts'
import { makePairId } from '../../../shared/domain/duplicates/pair.ts'
import { listMembers } from '../../../shared/usecases/members/list-members.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { matchState } from '../../support/match-state.ts'
import { callerAs, request, testDeps } from '../../support/test-deps.ts'

const run = promisify(execFile)

test('members recorded under an older form of names are found, paired and erased by the present form', async () => {
  const deps = await testDeps()
  const admin = callerAs('admin')
  const place = { gender: 'male', category: 'pemula', area: '31.71.01.1001', agency: 'PPKUKM' } as const
  const register = async (name: string, nik?: string) => {
    const person = { name, birthDate: '1990-06-13', ...(nik && { nik }) }
    return (await registerMember(deps, admin, request(), { person, ...place })).answer.memberId
  }
  const first = await register('Mochamad Contoh', '9971011306900001')
  // The state that an older release left: marks and list keys by another form of the name, and no pair.
  const former = { kind: 'name_birth', text: 'mochamadcontoh 1990-06-13' } as const
  const member = await deps.members.get(first)
  const own = (await deps.matches.find(member ? listMarks(member) : []))[0]
  const [old] = await deps.matches.find([former])
  if (!member || !own || !old) throw new Error('Nothing is stored')
  await deps.commit(...deps.matches.save(own, []), ...deps.matches.save(old, [first]), {
    operation: {
      Update: {
        TableName: deps.tableName,
        Key: { pk: `MEMBER#${first}`, sk: 'MEMBER' },
        UpdateExpression: 'SET gsi1pk = :former',
        ExpressionAttributeValues: { ':former': 'NAME#31.71.01#former' },
      },
    },
  })
  const second = await register('Muhammad Contoh')

  const { stdout } = await run(process.execPath, ['infra/reindex/reindex.ts'], {
    env: { ...process.env, ...toEnvironment(localConfig(deps.tableName)) },
  })
  expect(stdout).toBe('2 members can be found by the current comparison of names.\n')
  const { stored, counted } = await matchState(deps)
  expect(stored).toEqual(counted)
  expect(await deps.pairs.get(makePairId(first, second))).toMatchObject({ reasons: ['same_name_and_birth_date'] })
  expect((await deps.members.get(first))?.version).toBe(member.version)
  const found = await listMembers(deps, admin, { namePrefix: 'Muhammad', order: 'newest' }, { limit: 10 })
  expect(found.members.map(({ id }) => id).toSorted()).toEqual([first, second].toSorted())
})
