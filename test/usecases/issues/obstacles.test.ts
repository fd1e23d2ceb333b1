import { beforeEach, describe, expect, test } from 'vitest'
import { makeReports } from '../../../shared/domain/report/issue-reports.ts'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { readIssue } from '../../../shared/usecases/issues/issue-file.ts'
import {
  amendObstacle,
  listObstacles,
  withdrawObstacle,
  writeObstacle,
} from '../../../shared/usecases/issues/obstacles.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'

const month = '2021-11'
const officer = callerAs('officer', { area: '31.71', subject: 'officer-of-gambir' })
const words = { obstacle: 'Aula dipakai untuk vaksinasi', followUp: 'Kelas pengganti pada 6 Desember' }

let deps: TestDeps
beforeEach(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: month })
})

const write = async (area: string, caller = officer) =>
  (await writeObstacle(deps, caller, request(), { month, area, ...words })).answer

/** Issues the month after it has ended. */
async function issue() {
  deps.clock.set('2021-12-05T01:00:00.000Z')
  await closeMonths(deps, 'system')
  const record = await deps.issues.get(month, 1)
  if (!record) throw new Error('There is no issue')
  return { record, issue: await readIssue(deps, record) }
}

test('a report prints the latest obstacles of its area and the areas within it, without their authors', async () => {
  const { id } = await write('31.71.01')
  const better = { ...words, followUp: 'Kelas pengganti pada 7 Desember' }
  deps.clock.set('2021-11-30T06:00:00.000Z')
  await amendObstacle(deps, officer, { month, id, version: 1 }, better)
  const { id: mistakenId } = await write('31.71')
  await withdrawObstacle(deps, officer, request(), { month, id: mistakenId })

  const { record, issue: issued } = await issue()
  const reportOf = makeReports(issued, record.hash)
  for (const area of ['31', '31.71', '31.71.01'])
    expect(reportOf({ area }).obstacles).toEqual([
      { id, month, area: '31.71.01', areaName: 'Gambir', ...better, writtenAt: '2021-11-30T06:00:00.000Z' },
    ])
  expect(JSON.stringify(issued)).not.toContain('officer-of-gambir')
})

test('an officer reads and changes obstacles in his area, and learns nothing about others', async () => {
  const { id } = await write('31.71.01')
  const neighbour = callerAs('officer', { area: '31.72' })
  const obstacleRef = { month, id, version: 1 }
  expect(await listObstacles(deps, officer, month)).toHaveLength(1)
  expect(await listObstacles(deps, neighbour, month)).toEqual([])
  expect(await refusalOf(amendObstacle(deps, neighbour, obstacleRef, words))).toEqual(['not_found'])
  expect(await refusalOf(withdrawObstacle(deps, neighbour, request(), obstacleRef))).toEqual(['not_found'])
  expect(await refusalOf(write('31.71.01', neighbour))).toEqual(['not_found'])
  expect(await refusalOf(listObstacles(deps, callerAs('viewer'), month))).toEqual(['not_allowed'])
})

test('of eight who amend the same version one succeeds, and the others are refused', async () => {
  const { id } = await write('31.71')
  const refusals = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      refusalOf(amendObstacle(deps, officer, { month, id, version: 1 }, { ...words, obstacle: `Kendala ${i}` })),
    ),
  )
  expect(refusals.toSorted()).toEqual([[], ...Array(7).fill(['version_stale'])])
  expect(await listObstacles(deps, officer, month)).toMatchObject([{ id, version: 2 }])
  expect(await refusalOf(amendObstacle(deps, officer, { month, id, version: 1 }, words))).toEqual(['version_stale'])
})

describe('once closing has begun', () => {
  test('nothing can be written, amended or withdrawn, although the month itself is not closed yet', async () => {
    const { id } = await write('31.71')
    await deps.ledger.beginClosing(month, '2021-12-05T01:00:00.000Z')
    const obstacleRef = { month, id, version: 1 }
    expect(await refusalOf(write('31.71'))).toEqual(['month_not_open'])
    expect(await refusalOf(amendObstacle(deps, officer, obstacleRef, words))).toEqual(['month_not_open'])
    expect(await refusalOf(withdrawObstacle(deps, officer, request(), obstacleRef))).toEqual(['month_not_open'])
    expect(await listObstacles(deps, officer, month)).toMatchObject([{ id, version: 1 }])
  })
})

test('an area has at most twenty obstacles in a month', async () => {
  for (let i = 0; i < 20; i++) await write('31.71')
  expect(await refusalOf(write('31.71'))).toEqual(['obstacles_full'])
  await write('31.71.01')
})
