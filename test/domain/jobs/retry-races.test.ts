import { expect, test } from 'vitest'
import { longestPauseMs, retryRaces } from '../../../shared/domain/jobs/retry-races.ts'
import { CellClosed } from '../../../shared/domain/ledger/cell-closed.ts'
import { busy, conflict } from '../../../shared/domain/problems/app-error.ts'
import { LostRace } from '../../../shared/domain/problems/lost-race.ts'
import { refusalOf } from '../../support/refusal-of.ts'

/** Does work that throws these errors, one per try, and then succeeds. Notes the tries and the pauses between them. */
async function retry(errors: Error[], random = 1) {
  const errorsLeft = [...errors]
  const pauses: number[] = []
  let tries = 0
  const result = retryRaces(
    {
      random: () => random,
      async pause(ms) {
        pauses.push(ms)
      },
    },
    ['tally', 'cell'],
    async () => {
      tries++
      const error = errorsLeft.shift()
      if (error) throw error
      return 'done'
    },
  )
  const outcome = await result.catch((error: unknown) => error)
  return { outcome, tries, pauses }
}

const lostRaces = (times: number) => Array.from({ length: times }, () => new LostRace('tally'))

test('work without a lost race runs once, without a pause', async () => {
  expect(await retry([])).toEqual({ outcome: 'done', tries: 1, pauses: [] })
})

test('the longest pause doubles with each lost race, up to a second', async () => {
  expect(longestPauseMs).toBe(1000)
  expect(await retry(lostRaces(8))).toEqual({
    outcome: 'done',
    tries: 9,
    pauses: [25, 50, 100, 200, 400, 800, 1000, 1000],
  })
})

test('a pause is a random part of the longest one, so that writers who collided do not collide again', async () => {
  expect((await retry(lostRaces(3), 0.5)).pauses).toEqual([12.5, 25, 50])
  expect((await retry(lostRaces(3), 0)).pauses).toEqual([0, 0, 0])
})

test('twenty writers of one item all succeed, because the last of them loses nineteen times', async () => {
  expect(await retry(lostRaces(19))).toMatchObject({ outcome: 'done', tries: 20 })
})

test('work that loses twenty times is refused as busy, at once', async () => {
  const { outcome, tries, pauses } = await retry(lostRaces(20))
  expect(outcome).toMatchObject({ kind: 'busy' })
  expect(outcome).not.toBeInstanceOf(LostRace)
  expect([tries, pauses.length]).toEqual([20, 19])
})

test('a cell that was closed counts as a lost race', async () => {
  expect(await retry([new CellClosed('2021-10'), new LostRace('tally')])).toMatchObject({ outcome: 'done', tries: 3 })
})

test.each([
  ['another race', new LostRace('member')],
  ['a refusal', conflict('nik_taken')],
  ['busy', busy('busy')],
  ['a fault', new TypeError('broken')],
])('%s is not retried, and is thrown unchanged', async (_, error) => {
  const { outcome, tries, pauses } = await retry([error])
  expect(outcome).toBe(error)
  expect([tries, pauses]).toEqual([1, []])
})

test('a lost race that nobody catches asks the caller to try again', async () => {
  expect(await refusalOf(Promise.reject(new LostRace('import')))).toEqual(['busy'])
  expect(new LostRace('import')).toMatchObject({ kind: 'busy', message: 'Somebody else was faster: import' })
})
