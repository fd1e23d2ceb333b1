import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { endProcess, spawnTethered } from '../../../infra/local/tethered-process.ts'
import { isAlive, startProgram, untilGone } from '../../support/program.ts'

const module = new URL('../../../infra/local/tethered-process.ts', import.meta.url).href
const cwd = tmpdir()
const stubborn = ['-c', 'trap "" TERM INT HUP; echo ready; while :; do sleep 1; done']

it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('ends when its parent ends by %s', async (signal) => {
  const parent = await startProgram(`
    import { spawnTethered } from '${module}'
    const child = spawnTethered('sh', ${JSON.stringify(stubborn)}, { cwd: '${cwd}' })
    child.stdout.once('data', () => console.log(child.pid))
  `)
  const pid = Number(parent.firstLine)
  expect(isAlive(pid)).toBe(true)
  parent.kill(signal)
  await untilGone(pid)
})

it('ends when its parent simply exits', async () => {
  const parent = await startProgram(`
    import { spawnTethered } from '${module}'
    console.log(spawnTethered('sleep', ['60'], { cwd: '${cwd}' }).pid)
    process.exit()
  `)
  await untilGone(Number(parent.firstLine))
})

it('keeps the exit code of a process that ends by itself', async () => {
  expect(await once(spawnTethered('sh', ['-c', 'exit 7'], { cwd }), 'exit')).toEqual([7, null])
  expect(await once(spawnTethered('no-such-command', [], { cwd }), 'exit')).toEqual([127, null])
})

it('passes arguments on unchanged', async () => {
  const child = spawnTethered('printf', ['%s|', 'a b', '$HOME', '"'], { cwd })
  expect(String((await once(child.stdout ?? child, 'data'))[0])).toBe('a b|$HOME|"|')
})

it('asks the process to end, then kills it', async () => {
  const willing = spawnTethered('sleep', ['60'], { cwd })
  await endProcess(willing)
  expect(willing.signalCode).toBe('SIGTERM')

  const unwilling = spawnTethered('sh', stubborn, { cwd })
  await once(unwilling.stdout ?? unwilling, 'data')
  await endProcess(unwilling, 100)
  expect(unwilling.signalCode).toBe('SIGKILL')
})
