import { beforeAll, expect, test } from 'vitest'
import { closeAndLook, closeInProcess, ledgerToClose } from '../support/crashes.ts'

let clean: Awaited<ReturnType<typeof closeAndLook>>
let writes = 0

beforeAll(async () => {
  const deps = await ledgerToClose()
  const run = await closeInProcess(deps)
  expect(run.signal).toBeNull()
  writes = run.writes
  clean = await closeAndLook(deps)
})

test('an uninterrupted run closes three months, each with one issue in one chain', () => {
  expect(clean.ledger).toMatchObject({ closedThrough: '2024-01' })
  expect(clean.issues.map(({ month, number }) => [month, number])).toEqual([
    ['2023-11', 1],
    ['2023-12', 1],
    ['2024-01', 1],
  ])
  expect(clean.issues.map(({ previous }) => previous)).toEqual([
    undefined,
    clean.issues[0]?.hash,
    clean.issues[1]?.hash,
  ])
  expect(clean.head).toBe(clean.issues[2]?.hash)
  expect(writes).toBeGreaterThan(15)
})

test('a process killed at any write of closing, and run again, leaves what one clean run leaves', {
  timeout: 600_000,
}, async () => {
  for (let write = 1; write <= writes; write++)
    for (const side of ['before', 'after']) {
      const deps = await ledgerToClose()
      const { signal } = await closeInProcess(deps, `${write} ${side}`)
      expect(signal, `killed ${side} write ${write}`).toBe('SIGKILL')
      expect(await closeAndLook(deps), `killed ${side} write ${write}`).toEqual(clean)
    }
})
