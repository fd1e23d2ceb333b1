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
  expect(clean.head?.hash).toBe(clean.issues[2]?.hash)
  expect(writes).toBeGreaterThan(15)
})

test('a process killed at any write of closing, and run again, leaves the same as one clean run', {
  timeout: 600_000,
}, async () => {
  for (let write = 1; write <= writes; write++)
    for (const side of ['before', 'after']) {
      const deps = await ledgerToClose()
      const { signal } = await closeInProcess(deps, `${write} ${side}`)
      expect(signal, `killed ${side} write ${write}`).toBe('SIGKILL')
      expect(nameHashes(await closeAndLook(deps)), `killed ${side} write ${write}`).toEqual(nameHashes(clean))
    }
})

/**
 * Each ledger has keys and therefore a salt of its own. So hashes are replaced by their order, and sizes are left out.
 */
function nameHashes({ files, ...state }: Awaited<ReturnType<typeof closeAndLook>>): string {
  const names = new Map<string, string>()
  const namedState = JSON.stringify(state, null, 1).replaceAll(/[0-9a-f]{64}/g, (hash) => {
    names.set(hash, names.get(hash) ?? `hash ${names.size + 1}`)
    return names.get(hash) ?? hash
  })
  return `${namedState}, ${files.length} files`
}
