import { expect, test } from 'vitest'
import { loanKey } from '../../shared/domain/loan/loan-record.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { runAndDie } from '../support/crashes.ts'
import { fewAreas } from '../support/few-areas.ts'
import { recountAll } from '../support/ledger-state.ts'
import { registerLender } from '../support/lender.ts'
import { type TestDeps, testDeps } from '../support/test-deps.ts'

const script = new URL('../support/loans-and-die.ts', import.meta.url)

async function freshDeps(): Promise<TestDeps> {
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-11', now: '2021-11-30T05:00:00.000Z' })
  await registerLender(deps)
  return deps
}

async function readResult(deps: TestDeps) {
  const ids = ['A', 'B'].map((number) => loanKey({ partner: 'bank-jakarta', number }))
  const records = (await deps.loans.getMany(ids)).toSorted((a, b) => (a.number < b.number ? -1 : 1))
  const figures = await computeFigures(deps, { month: '2021-11', area: '31', reading: 'as_posted' })
  return {
    loans: records.map(({ loan, events, counted, parked }) => ({
      state: loan?.state,
      events,
      counted: Object.keys(counted),
      parked,
    })),
    facts: figures.loans?.facts.map(({ fact, cumulative }) => ({ fact, ...cumulative })),
    stages: figures.stages.map(({ stage, cumulative }) => [stage, cumulative]),
    differences: await recountAll(deps),
  }
}

test('a process killed at any write of parking, matching and withdrawing, and run again, leaves the same as a clean run', {
  timeout: 600_000,
}, async () => {
  const cleanDeps = await freshDeps()
  const { signal, writes } = await runAndDie(script, cleanDeps, {})
  expect(signal).toBeNull()
  const clean = await readResult(cleanDeps)
  expect(clean.loans.map(({ state }) => state)).toEqual(['cancelled', 'approved'])
  expect(clean.stages.find(([stage]) => stage === 'P7')).toEqual(['P7', 1])
  expect(clean.differences).toEqual([])
  // The process is killed before one write is sent, after the next is done, and so on.
  for (let write = 1; write <= writes; write++) {
    const side = write % 2 === 0 ? 'before' : 'after'
    const deps = await freshDeps()
    const killedRun = await runAndDie(script, deps, { TEST_FATE: `${write} ${side}` })
    expect(killedRun.signal, `killed ${side} write ${write} of ${writes}`).toBe('SIGKILL')
    await runAndDie(script, deps, {})
    expect(await readResult(deps), `killed ${side} write ${write}`).toEqual(clean)
  }
})
