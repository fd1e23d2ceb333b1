import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { previousMonth } from '../../shared/domain/calendar.ts'
import type { Figures } from '../../shared/domain/figures/figures.ts'
import type { IssueRecord } from '../../shared/domain/report/issue.ts'
import { hideWithinIssue } from '../../shared/domain/report/legacy-hiding-rule.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { findIssue, reissue } from '../../shared/usecases/issues/issues.ts'
import { readPublicReport } from '../../shared/usecases/issues/public-document.ts'
import { readReports } from '../../shared/usecases/issues/reports.ts'
import { reclassifyMember, reverseStage } from '../../shared/usecases/members/stages.ts'
import { admin } from '../support/harbourville.ts'
import { april, cause, chainOf, harbourvilleInJune, may, register } from '../support/issued-harbourville.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { lastOfEach } from '../support/runs.ts'
import { smallProgramme } from '../support/small-programme.ts'
import { request, type TestDeps, testDeps } from '../support/test-deps.ts'

async function bytesOf({ files }: TestDeps, { file }: IssueRecord): Promise<Buffer> {
  const bytes = await files.get(file)
  return bytes ? gunzipSync(bytes) : Buffer.alloc(0)
}

const membersIn = ({ stages }: Pick<Figures, 'stages'>) => stages.map(({ cumulative }) => cumulative)

test('an issue keeps its bytes, whatever is corrected and issued later', async () => {
  const { deps, id } = await harbourvilleInJune()
  const records = await deps.issues.all()
  const bytes = await Promise.all(records.map((record) => bytesOf(deps, record)))
  await register(deps, '2024-04-11')
  await reverseStage(deps, admin, request(), id, { stage: 'learn', reason: 'fraud', cascade: false })
  await reclassifyMember(deps, admin, request(), id, { gender: 'female', area: 'HV.NE.1', reason: 'mistake' })
  await reissue(deps, admin, request(), { month: april, cause })
  deps.clock.set('2024-09-10T16:00:00.000Z')
  await closeMonths(deps, 'schedule')

  expect(records.map(({ month, number }) => [month, number])).toEqual([
    [april, 1],
    [may, 1],
  ])
  for (const [i, record] of records.entries()) {
    expect(await deps.issues.get(record.month, record.number)).toEqual(record)
    expect(await bytesOf(deps, record)).toEqual(bytes[i])
    expect((await findIssue(deps, admin, record)).issue.figures.stages.map(({ cumulative }) => cumulative)).toEqual([
      1, 1, 0, 0,
    ])
  }
})

test('the public part of an issue never changes, and an issue from before the rule shows what the first rule showed', async () => {
  const { deps } = await harbourvilleInJune()
  const records = await deps.issues.all()
  const readAll = () => Promise.all(records.map((record) => readPublicReport(deps, record)))
  const before = await readAll()
  await register(deps, '2024-04-11')
  await reissue(deps, admin, request(), { month: april, cause })
  deps.clock.set('2024-07-10T16:00:00.000Z')
  await closeMonths(deps, 'schedule')
  expect(await readAll()).toEqual(before)
  expect(before.map(({ hiding }) => hiding?.rule)).toEqual(['2', '2'])

  const [correctedIssue] = (await deps.issues.ofMonth(april)).slice(-1)
  expect(correctedIssue && (await readPublicReport(deps, correctedIssue))).toMatchObject({
    number: 2,
    breakdowns: before[0]?.breakdowns,
    hiding: before[0]?.hiding,
  })

  const [record] = records
  if (!record) throw new Error('There is an issue')
  const { hiding: _, publicHash: __, publicPrevious: ___, ...older } = record
  const whole = (await readReports(deps, record))({ area: 'HV' })
  expect(await readPublicReport(deps, older)).toEqual(hideWithinIssue({ ...whole, hash: older.hash }))
})

test('issues form one chain: each carries the hash of the bytes of the one made before it', async () => {
  const { deps } = await harbourvilleInJune()
  await register(deps, '2024-05-11')
  await reissue(deps, admin, request(), { month: may, cause })
  await register(deps, '2024-04-11')
  await reissue(deps, admin, request(), { month: april, cause })
  deps.clock.set('2024-07-10T16:00:00.000Z')
  await closeMonths(deps, 'schedule')

  const chain = await chainOf(deps)
  expect(chain.map(({ month, number }) => `${month}/${number}`)).toEqual([
    '2024-06/1',
    '2024-04/2',
    '2024-05/2',
    '2024-05/1',
    '2024-04/1',
  ])
  for (const [i, record] of chain.entries()) {
    const bytes = await bytesOf(deps, record)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(record.hash)
    expect(JSON.parse(bytes.toString('utf8')).previous).toBe(chain[i + 1]?.hash)
  }
})

test('an issue whose file was changed is refused', async () => {
  const { deps } = await harbourvilleInJune()
  const [record] = await deps.issues.all()
  const file = record?.file ?? ''
  const changed = gunzipSync((await deps.files.get(file)) ?? new Uint8Array())
    .toString('utf8')
    .replace('1', '2')
  await deps.files.put(file, gzipSync(Buffer.from(changed)), 'application/gzip')
  await expect(findIssue(deps, admin, { month: april, number: 1 })).rejects.toThrow('was changed')
})

test('an issue that was overtaken by the issue of another month follows it in the chain', async () => {
  const { deps } = await harbourvilleInJune()
  await register(deps, '2024-04-11')
  await register(deps, '2024-05-11')
  let overtakingReissue: Promise<unknown> | undefined
  const overtakenDeps: TestDeps = {
    ...deps,
    files: {
      ...deps.files,
      async put(...file) {
        overtakingReissue ??= reissue(deps, admin, request(), { month: may, cause })
        await overtakingReissue
        await deps.files.put(...file)
      },
    },
  }
  await reissue(overtakenDeps, admin, request(), { month: april, cause })
  expect((await chainOf(deps)).map(({ month, number }) => `${month}/${number}`)).toEqual([
    '2024-04/2',
    '2024-05/2',
    '2024-05/1',
    '2024-04/1',
  ])
})

test('simultaneous re-issues of several months form one chain, with one issue for each', async () => {
  const { deps } = await harbourvilleInJune()
  await register(deps, '2024-04-11')
  await register(deps, '2024-05-11')
  const months = [april, may, april, may, april]
  const outcomes = await Promise.all(
    months.map((month) => refusalOf(reissue(deps, admin, request(), { month, cause }))),
  )
  expect(outcomes.filter((codes) => codes.length === 0)).toHaveLength(2)
  for (const [code = 'none'] of outcomes) expect(['none', 'busy', 'issue_unchanged']).toContain(code)
  const chain = await chainOf(deps)
  expect(chain.map(({ month, number }) => `${month}/${number}`).toSorted()).toEqual([
    '2024-04/1',
    '2024-04/2',
    '2024-05/1',
    '2024-05/2',
  ])
})

test('several simultaneous closings make one issue of each month, in order, in one chain', async () => {
  for (const closers of lastOfEach([5, 2], () => 'closers')) {
    const deps = await testDeps({ programme: smallProgramme, firstMonth: '2024-02', now: '2024-05-20T16:00:00.000Z' })
    for (const registeredOn of ['2024-02-03', '2024-03-03', '2024-04-03']) await register(deps, registeredOn)
    const closings = await Promise.all(Array.from({ length: closers }, () => closeMonths(deps, 'schedule')))
    for (const { held } of closings) expect(held).toEqual([])
    const chain = (await chainOf(deps)).toReversed()
    expect(chain.map(({ month, number }) => [month, number])).toEqual([
      ['2024-02', 1],
      ['2024-03', 1],
      ['2024-04', 1],
    ])
    expect(await deps.ledger.get()).toMatchObject({ closedThrough: previousMonth('2024-05') })
    expect((await deps.ledger.months()).map(({ month, status, issues }) => [month, status, issues])).toEqual([
      ['2024-02', 'closed', 1],
      ['2024-03', 'closed', 1],
      ['2024-04', 'closed', 1],
    ])
  }
})

test('the report of any part of an issue agrees with the figures of that part', async () => {
  const { deps } = await harbourvilleInJune()
  await register(deps, '2024-05-11')
  deps.clock.set('2024-07-10T16:00:00.000Z')
  await closeMonths(deps, 'schedule')
  const reports = await readReports(deps, { month: '2024-06', number: 1 })
  for (const scope of [{ area: 'HV' }, { area: 'HV.N' }, { area: 'HV.N.1', agency: 'trade' }, { area: 'HV.NE' }]) {
    const report = reports(scope)
    const figures = await computeFigures(deps, { month: '2024-06', ...scope, reading: 'as_posted' })
    expect([...report.funnel, report.complete].map(({ members }) => members)).toEqual(membersIn(figures))
    expect(report.lines.map(({ net }) => net)).toEqual(figures.stages.map(({ inMonth }) => inMonth.net))
  }
  const [april, may] = reports({ area: 'HV' }).series.map(({ stages }) => stages.apply)
  expect(april).toEqual({ posted: 1, restated: 1, net: 1 })
  expect(may).toEqual({ posted: 1, restated: 2, net: 0 })
  expect(reports({ area: 'HV' }).restatements).toEqual([
    { month: '2024-05', stage: 'apply', posted: 1, late: 1, reversed: 0, reclassified: 0, net: 1, restated: 2 },
  ])
  expect(() => reports({ area: 'HV.S' })).toThrow('not_found')
})
