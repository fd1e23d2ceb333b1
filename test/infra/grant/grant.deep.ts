import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { joinSystem } from '../../../infra/local/load/join.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'

const grant = (args: string[]) => spawnSync(process.execPath, ['infra/grant/grant.ts', ...args], { encoding: 'utf8' })

test('the command gives the grant in the local system of a directory, with a token, and refuses to repeat it', async () => {
  const data = path.join(await scratchDirectory(), 'data')
  const opened = await joinSystem(data, '2021-10')
  await opened.stop()
  const args = ['--subject', 'rina', '--role', 'officer', '--area', '31.71.01', '--data', data]
  const first = grant(args)
  expect({ ...first, output: null }).toMatchObject({ status: 0, stderr: '' })
  expect(first.stdout).toMatch(
    /^rina is officer of 31\.71\.01 \(grt_\w{20}\)\.\nA token of http:\S+, valid for 7 days:\neyJ\S+\n$/,
  )
  const again = grant(args)
  expect([again.status, again.stdout]).toEqual([1, ''])
  expect(again.stderr).toMatch(/^rina is already officer of 31\.71\.01/)
  const citizen = grant(['--subject', 'warga-1', '--token-only', '--data', data])
  expect({ ...citizen, output: null }).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringMatching(/^eyJ\S+\n$/),
  })
  expect(await grantsIn(data, 'warga-1')).toEqual([])
}, 120_000)

async function grantsIn(data: string, subject: string) {
  const { deps, stop } = await joinSystem(data, '2021-10')
  const grants = await deps.grants.ofSubject(subject)
  await stop()
  return grants
}
