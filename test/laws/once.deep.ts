import { beforeAll, describe, expect, test } from 'vitest'
import type { Deps } from '../../shared/deps.ts'
import { recordClass } from '../../shared/usecases/classes/class-attainment.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { readMemberHistory } from '../../shared/usecases/members/member-history.ts'
import { admin, member, today } from '../support/harbourville.ts'
import { recountAll } from '../support/ledger-state.ts'
import { onceCases } from '../support/once-cases.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { smallProgramme } from '../support/small-programme.ts'
import { tableContents } from '../support/table-contents.ts'
import { request, type TestDeps, testDeps } from '../support/test-deps.ts'

const harbourville = () =>
  testDeps({ programme: smallProgramme, firstMonth: '2024-05', now: '2024-05-20T16:00:00.000Z' })

/** Dependencies that run `between` after the `n`th look-up of claims, before its answer is used. */
const withAfterLookUp = (deps: TestDeps, n: number, between: () => Promise<unknown>): TestDeps => {
  let lookUpCount = 0
  return {
    ...deps,
    claims: {
      ...deps.claims,
      async get(key) {
        const found = await deps.claims.get(key)
        if (++lookUpCount === n) await between()
        return found
      },
    },
  }
}

describe.each(onceCases)('$name', { timeout: 60_000 }, ({ arrange, lookUps = 1 }) => {
  let deps: TestDeps
  beforeAll(async () => {
    deps = await harbourville()
  })

  test('happens once for five who ask at once, and all get one answer', async () => {
    const act = await arrange(deps)
    const sameRequest = request()
    const answers = await Promise.all(Array.from({ length: 5 }, () => act(deps, sameRequest)))
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
    expect(new Set(answers.map(({ answer }) => JSON.stringify(answer))).size).toBe(1)
    expect(await recountAll(deps)).toEqual([])
  })

  test('gives the answer of a twin that came through after a look-up found nothing', async () => {
    for (let n = 1; n <= lookUps; n++) {
      const act = await arrange(deps)
      const sameRequest = request()
      const answers: unknown[] = []
      const overtakenDeps = withAfterLookUp(deps, n, async () => answers.push((await act(deps, sameRequest)).answer))
      answers.push((await act(overtakenDeps, sameRequest)).answer)
      expect(answers).toEqual([answers[0], answers[0]])
    }
  })
})

test('a repeat a year later gets the first answer and changes nothing, whatever was closed in between', async () => {
  const deps = await harbourville()
  const firstResults = []
  for (const { name, arrange } of onceCases) {
    const act = await arrange(deps)
    const sameRequest = request()
    firstResults.push({ name, act, asked: sameRequest, answer: (await act(deps, sameRequest)).answer })
  }
  deps.clock.set('2025-08-11T16:00:00.000Z')
  await closeMonths(deps, 'schedule', '2024-09')
  const contents = await tableContents(deps.tableName)
  for (const { name, act, asked: sameRequest, answer } of firstResults)
    expect({ name, ...(await act(deps, sameRequest)) }).toEqual({ name, answer, replayed: true })
  for (const { name, act, asked: sameRequest } of firstResults)
    expect([name, await refusalOf(act(deps, { ...sameRequest, fingerprint: 'of something else' }))]).toEqual([
      name,
      ['idempotency_key_reused'],
    ])
  expect(await tableContents(deps.tableName)).toEqual(contents)
}, 60_000)

describe('a class that is cut off', { timeout: 60_000 }, () => {
  const cutOff = new Error('The process ended')

  /**
   * Dependencies whose process ends at the `k`th transaction: before the transaction is sent, or before its answer
   * arrives.
   */
  const endAtTransaction = (deps: TestDeps, k: number, side: string): TestDeps => {
    let sentCount = 0
    let hasEnded = false
    const commit: Deps['commit'] = async (...writes) => {
      const isLast = ++sentCount === k
      if (isLast) hasEnded = true
      if (sentCount < k || (isLast && side === 'after')) await deps.commit(...writes)
      if (hasEnded) throw cutOff
    }
    const get: Deps['claims']['get'] = (key) => {
      if (hasEnded) throw cutOff
      return deps.claims.get(key)
    }
    return { ...deps, commit, claims: { ...deps.claims, get } }
  }

  test.each(['before', 'after'])('%s any of its transactions goes on where it stopped', async (side) => {
    const deps = await harbourville()
    for (const k of [1, 2, 3, 4]) {
      const [first, second, third] = [await member(deps), await member(deps), await member(deps)]
      const memberIds = [first, await member(deps, 'learn'), 'NOBODY00', second, third]
      const report = { stage: 'learn', happenedOn: today(deps), memberIds }
      const sameRequest = request()
      await expect(recordClass(endAtTransaction(deps, k, side), admin, sameRequest, report)).rejects.toBe(cutOff)
      const { answer } = await recordClass(deps, admin, sameRequest, report)
      expect(answer).toMatchObject({ attained: 3, refused: 2 })
      expect(answer.members.map(({ memberId }) => memberId)).toEqual(memberIds)
      expect(answer.members.map(({ problems }) => problems.map(({ code }) => code))).toEqual([
        [],
        ['stage_held'],
        ['not_found'],
        [],
        [],
      ])
      for (const { memberId, entryIds } of answer.members.filter(({ problems }) => problems.length === 0)) {
        const { items } = await readMemberHistory(deps, admin, memberId, { limit: 10 })
        expect(items.map((entry) => 'stage' in entry && entry.stage)).toEqual(['apply', 'learn'])
        expect(entryIds).toEqual([items[1]?.id])
      }
      expect(await recordClass(deps, admin, sameRequest, report)).toEqual({ answer, replayed: true })
    }
    expect(await recountAll(deps)).toEqual([])
  })
})
