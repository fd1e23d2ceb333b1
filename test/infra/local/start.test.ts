import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readStartOptions } from '../../../infra/local/start-options.ts'
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
  expect(() => readStartOptions(args)).toThrow(expect.objectContaining({ exitCode: 2 }))
  expect(() => readStartOptions(args)).toThrow(sentence)
  expect(() => readStartOptions(args)).toThrow('npm start -- [options]')
})

test('a day sets the clock to noon in Jakarta, an instant to that instant', () => {
  expect(readStartOptions(['--now', '2021-11-30']).now?.toISOString()).toBe('2021-11-30T05:00:00.000Z')
  expect(readStartOptions(['--now', '2021-11-30T12:00:00+07:00']).now?.toISOString()).toBe('2021-11-30T05:00:00.000Z')
})

test('a mistyped command ends with exit code 2 before anything is started', () => {
  const { status, stderr } = start(['--unknown'])
  expect(status).toBe(2)
  expect(stderr).toMatch(/^Unknown option '--unknown'\.\n\nnpm start/)
})

test.each([
  ['state.json', []],
  ['objects/a.txt', []],
  ['objects/a.txt', ['--fresh']],
])("a directory with somebody else's %s is refused with %j, and nothing in it is touched", async (name, args) => {
  const data = await scratchDirectory()
  const theirs = path.join(data, name)
  mkdirSync(path.dirname(theirs), { recursive: true })
  writeFileSync(theirs, 'theirs')
  const { status, stdout, stderr } = start(['--data', data, ...args])
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toBe(`${data} holds files of another system: name another --data.\n`)
  expect(readdirSync(data)).toEqual([name.split('/')[0]])
  expect(readFileSync(theirs, 'utf8')).toBe('theirs')
})

test('a file in place of the directory is named in a sentence', async () => {
  const file = path.join(await scratchDirectory(), 'data')
  writeFileSync(file, '')
  expect(start(['--data', file])).toMatchObject({ status: 1, stdout: '', stderr: `${file}: not a directory.\n` })
})

test('without Java the command says so in one sentence, leaves the data unchanged, and can be tried again', async () => {
  const data = await scratchDirectory()
  const withoutJava = () => start(['--data', data, '--port', '0'], { PATH: '/nowhere' })
  for (const { status, stdout, stderr } of [withoutJava(), withoutJava()])
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: 'Starting ...\n',
      stderr: 'Java 17 or newer is needed for the local DynamoDB: apt-get install -y openjdk-17-jre-headless\n',
    })
  expect(readdirSync(data)).not.toContain('state.json')
})
