import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { startOptions } from '../../../infra/local/start-options.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'

const start = (args: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, ['infra/local/start.ts', ...args], { encoding: 'utf8', env: { ...process.env, ...env } })

test.each([
  [['--fersh'], "Unknown option '--fersh'."],
  [['seed'], "Unexpected argument 'seed'."],
  [['--now', '2021-02-29'], '--now 2021-02-29 is neither a day'],
  [['--now', '2020-06-30'], '--now 2020-06-30 is outside 2021-04-01 to 2099-12-31.'],
  [['--now', '2021-11-30T12:00:00'], 'is neither a day such as 2021-11-30 nor an instant'],
  [['--port', 'http'], '--port http is not a port'],
  [['--port', '65536'], '--port 65536 is not a port'],
  [['--data', ''], '--data needs the name of a directory.'],
])('%j is refused with a sentence and the usage', (args, sentence) => {
  expect(() => startOptions(args)).toThrow(expect.objectContaining({ exitCode: 2 }))
  expect(() => startOptions(args)).toThrow(sentence)
  expect(() => startOptions(args)).toThrow('npm start -- [options]')
})

test('a day sets the clock to noon in Jakarta, an instant to itself', () => {
  expect(startOptions(['--now', '2021-11-30']).now?.toISOString()).toBe('2021-11-30T05:00:00.000Z')
  expect(startOptions(['--now', '2021-11-30T12:00:00+07:00']).now?.toISOString()).toBe('2021-11-30T05:00:00.000Z')
})

test('a mistyped command ends with exit code 2 before anything is started', () => {
  const { status, stderr } = start(['--unknown'])
  expect(status).toBe(2)
  expect(stderr).toMatch(/^Unknown option '--unknown'\.\n\nnpm start/)
})

test("somebody else's directory is refused, also with --fresh, and nothing in it is touched", async () => {
  const data = await scratchDirectory()
  const state = path.join(data, 'state.json')
  writeFileSync(state, '{"theirs":true}')
  const { status, stdout, stderr } = start(['--data', data, '--fresh'])
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toContain('is not of this system: name another --data.')
  expect(readFileSync(state, 'utf8')).toBe('{"theirs":true}')
})

test('without Java it says so in one sentence, and leaves the data as they are', async () => {
  const data = await scratchDirectory()
  const { status, stdout, stderr } = start(['--data', data, '--port', '0'], { PATH: data })
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'Java 17 or newer is needed for the local DynamoDB: apt-get install -y openjdk-17-jre-headless\n',
  })
  expect(stdout).toBe('Starting ...\n')
  expect(readdirSync(data)).not.toContain('state.json')
})
