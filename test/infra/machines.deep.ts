import { expect, test } from 'vitest'
import { exportHandler } from '../../functions/export/handler.ts'
import { importHandler } from '../../functions/import/handler.ts'
import { recountHandler } from '../../functions/recount/handler.ts'
import { prod } from '../../infra/environments.ts'
import { monthRange } from '../../shared/domain/calendar.ts'
import { confirmImport, readImportProgress } from '../../shared/usecases/import/imports.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { importDeps, importer, validateFile } from '../support/import-file.ts'
import { recountAll } from '../support/ledger-state.ts'
import { definitionOf, execute, flaws, type Invoke } from '../support/state-machine.ts'
import { synthesize } from '../support/synthesized.ts'
import { request, type TestDeps } from '../support/test-deps.ts'
import { newNik } from '../support/world.ts'

const stacks = synthesize(prod)
const jobs = definitionOf(stacks, 'capaian-prod-jobs')
const recount = definitionOf(stacks, 'capaian-prod-recount')
const areas = ['31.71.01.1001', '31.71.01.1002', '31.71.02.1001', '31.72.01.1001']

/** The functions behind the machines. */
function calls(deps: TestDeps): Invoke {
  const handlers: [prefix: string, handle: (event: unknown) => Promise<unknown>][] = [
    ['Recount', recountHandler(deps, () => {})],
    ['Import', importHandler(deps)],
    ['Export', exportHandler(deps)],
  ]
  return async (functionName, payload) => {
    const [, handle] = handlers.find(([prefix]) => functionName.startsWith(`${prefix}Function`)) ?? []
    return handle?.(payload)
  }
}

/**
 * The functions behind the machines. One in four calls dies, before its work or after it without an answer, but never
 * so often in a row that the machine gives up.
 */
function dyingInvoker(deps: TestDeps): { invoke: Invoke; countDeaths: () => number } {
  const deaths = new Map<string, number>()
  const die = (payload: object) => {
    const input = JSON.stringify(payload)
    const before = deaths.get(input) ?? 0
    if (before === 6) return
    deaths.set(input, before + 1)
    throw new Error('Runtime exited')
  }
  const call = calls(deps)
  return {
    async invoke(functionName, payload) {
      const chance = Math.random()
      if (chance < 0.125) die(payload)
      const answer = await call(functionName, payload)
      if (chance > 0.875) die(payload)
      return answer
    },
    countDeaths: () => deaths.size,
  }
}

/** A ledger of five months. In two of them, each area has a member. */
async function ledger(): Promise<TestDeps> {
  const deps = await importDeps({ firstMonth: '2021-07' })
  for (const month of ['2021-08', '2021-11'])
    for (const area of areas)
      await registerMember(deps, importer, request(), {
        person: { name: 'Sri Wahyuni' },
        ...{ gender: 'female', category: 'pemula', area, agency: 'PPAPP', registeredOn: `${month}-03` },
      })
  await closeMonths(deps, 'schedule')
  deps.clock.set('2021-11-30T06:00:00.000Z')
  return deps
}

test('the definitions are complete: every state is reached, has a next state or ends, and is retried', () => {
  expect(flaws(jobs)).toEqual([])
  expect(flaws(recount)).toEqual([])
  const { KeepMonth, ...states } = recount.States.EachMonth?.ItemProcessor?.States ?? {}
  const broken = { ...recount, States: { ...recount.States, EachMonth: { Type: 'Task', Next: 'Nowhere' } } }
  expect(KeepMonth).toBeDefined()
  expect(flaws(broken)).toEqual([
    'EachMonth is not tried again',
    'Nowhere is not there',
    'nothing leads to SayWhetherAllAgree',
  ])
  expect(flaws({ StartAt: 'EachShard', States: states })).toEqual(['KeepMonth is not there'])
})

test('a full recount whose calls die, in any order, ends like a clean run over every month', async () => {
  const deps = await ledger()
  const { invoke, countDeaths } = dyingInvoker(deps)
  while (countDeaths() === 0) await execute(recount, {}, invoke)
  const recounts = await deps.ledger.recounts()
  expect(recounts.map(({ month }) => month)).toEqual(monthRange('2021-07', '2021-11'))
  for (const { agreedAt, cells, differing } of recounts)
    expect({ agreedAt, cells, differing }).toEqual({ agreedAt: '2021-11-30T06:00:00.000Z', cells: 7, differing: 0 })
  const counted = recounts.map(({ month, entries }) => [month, entries])
  expect(counted.filter(([, entries]) => entries !== 0)).toEqual([
    ['2021-08', 4],
    ['2021-11', 4],
  ])
})

test('a full recount takes a range of months, and fails when one of them differs', async () => {
  const deps = await ledger()
  // No call dies here: a machine ends with the error of the last try.
  const invoke = calls(deps)
  const cell = { stage: 'P1', agency: 'PPAPP', gender: 'male', category: 'pemula' } as const
  const counters = { [deps.frame.names.nameOf('late', cell)]: 1 }
  const area = '31.72.01.1001'
  await deps.commit(deps.tallies.addShift({ month: '2021-09', area, trueMonth: '2021-08', counters }))
  await execute(recount, { from: '2021-10' }, invoke)
  const differing = execute(recount, { from: '2021-08', through: '2021-10' }, invoke)
  await expect(differing).rejects.toThrow('Counters differ from entries in 2021-09')
  const [found] = (await deps.ledger.recounts()).filter((recount) => recount.differing > 0)
  expect(found?.differences).toContainEqual(expect.objectContaining({ month: '2021-09', area, stored: 1, counted: 0 }))
})

test('an import whose calls die, in any order, ends like a clean run', async () => {
  const deps = await importDeps()
  const { invoke, countDeaths } = dyingInvoker(deps)
  const rows = Array.from({ length: 24 }, (_, i) => `Ani,${newNik()},pemula,${areas[i % 4]},PPKUKM,2021-11-01`)
  const { id } = await validateFile(deps, ['name,nik,category,area,agency,P1', ...rows].join('\n'))
  await confirmImport(deps, importer, request(), id)
  while (countDeaths() === 0) await execute(jobs, { importId: id, task: 'apply' }, invoke)
  expect(await readImportProgress(deps, importer, id)).toMatchObject({ status: 'applied', outcome: { added: 24 } })
  expect(await recountAll(deps)).toEqual([])
})
