import { describe, expect, test } from 'vitest'
import type { Figures } from '../../shared/domain/figures/figures.ts'
import { reviseTarget, setTarget } from '../../shared/usecases/figures/targets.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { compareIssues, findIssue, reissue } from '../../shared/usecases/issues/issues.ts'
import { readReports } from '../../shared/usecases/issues/reports.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { reverseStage } from '../../shared/usecases/members/stages.ts'
import { admin, somebody } from '../support/harbourville.ts'
import { april, cause, harbourvilleInJune, may, register } from '../support/issued-harbourville.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { tamper } from '../support/tamper.ts'
import { request } from '../support/test-deps.ts'

const membersIn = ({ stages }: Pick<Figures, 'stages'>) => stages.map(({ cumulative }) => cumulative)

test('a re-issue compares its month with the previous month as restated, so late entries of the previous month do not count as its own', async () => {
  const { deps } = await harbourvilleInJune()
  await register(deps, '2024-04-11')
  await register(deps, '2024-04-12')
  await register(deps, '2024-05-11')
  await reissue(deps, admin, request(), { month: may, cause })

  const report = (await readReports(deps, { month: may, number: 2 }))({ area: 'HV' })
  expect(report.comparison[0]).toMatchObject({ members: 4, lastMonth: 3, sinceLastMonth: 1 })
  expect(report.comparison.map(({ sinceLastMonth }) => sinceLastMonth)).toEqual(report.lines.map(({ net }) => net))
})

test('a re-issue names every figure that differs, with its old and new value, and the cause', async () => {
  const { deps, id } = await harbourvilleInJune()
  await register(deps, '2024-04-11')
  await register(deps, '2024-05-11')
  await reverseStage(deps, admin, request(), id, { stage: 'learn', reason: 'fraud', cascade: false })
  const { answer } = await reissue(deps, admin, request(), { month: april, cause })
  expect(answer).toMatchObject({ month: april, number: 2, cause, issuedBy: 'admin-1' })

  const { issue } = await findIssue(deps, admin, { month: april, number: 2 })
  expect(issue).toMatchObject({ cause, issuedAt: '2024-06-10T16:00:00.000Z' })
  expect(membersIn(issue.figures)).toEqual([2, 0, 0, 0])
  const { changes } = issue
  expect(changes).toHaveLength(answer.changes)
  const change = (figure: string) => changes.find((each) => each.figure === figure)
  expect(change('stages.apply.cumulative')).toEqual({
    figure: 'stages.apply.cumulative',
    old: 1,
    new: 2,
    difference: 1,
    ofReading: 0,
    ofCorrections: 1,
  })
  expect(change('stages.learn.cumulative')).toMatchObject({ old: 1, new: 0, difference: -1 })
  expect(change('stages.learn.inMonth.reversed')).toMatchObject({ old: 0, new: 1 })
  expect(change('areas.HV.N.1.apply.inMonth.late')).toMatchObject({ old: 0, new: 1 })
  expect(change('crossings.trade.male.new.learn')).toMatchObject({ old: 1, new: 0 })
  expect(change('durations.learn.1')).toMatchObject({ old: 1, new: 0 })
  expect(changes.filter(({ figure }) => figure.startsWith('indicators.'))).toEqual([])
  for (const each of changes) expect(each.difference).toBe(each.new - each.old)
  expect(await compareIssues(deps, admin, { month: april, number: 1 }, { month: april, number: 2 })).toEqual(
    changes.map(({ ofReading: _, ofCorrections: __, ...change }) => change),
  )
})

test('a second re-issue names the changes since the first', async () => {
  const { deps } = await harbourvilleInJune()
  await register(deps, '2024-04-11')
  await reissue(deps, admin, request(), { month: april, cause })
  await register(deps, '2024-04-12')
  const { answer } = await reissue(deps, admin, request(), { month: april, cause })
  const { issue } = await findIssue(deps, admin, { month: april, number: answer.number })
  expect(issue.number).toBe(3)
  expect(issue.changes).toContainEqual(
    expect.objectContaining({ figure: 'stages.apply.cumulative', old: 2, new: 3, difference: 1 }),
  )
})

test('a re-issue does not blame its cause for differences that come from the restated reading', async () => {
  const { deps } = await harbourvilleInJune()
  await registerMember(deps, admin, request(), { ...somebody(), area: 'HV.NE.1', registeredOn: '2024-05-11' })
  deps.clock.set('2024-07-10T16:00:00.000Z')
  await closeMonths(deps, 'schedule')
  await register(deps, '2024-06-20')
  const { answer } = await reissue(deps, admin, request(), { month: '2024-06', cause })
  const { issue } = await findIssue(deps, admin, { month: '2024-06', number: answer.number })
  expect(issue.changes).toContainEqual(
    expect.objectContaining({ figure: 'stages.apply.cumulative', old: 2, new: 3, ofReading: 0, ofCorrections: 1 }),
  )
  // As posted, the member of May is on June's late line; restated, the member of 20 June is there instead.
  expect(issue.changes.filter(({ figure }) => figure.startsWith('areas.HV.NE.'))).toEqual([])
})

describe('a month is not issued again', () => {
  test('when nothing has been posted for it', async () => {
    const { deps } = await harbourvilleInJune()
    await register(deps)
    for (const month of [april, may])
      expect(await refusalOf(reissue(deps, admin, request(), { month, cause }))).toEqual(['issue_unchanged'])
  })

  test('when the only difference is late entries for an earlier month', async () => {
    const { deps } = await harbourvilleInJune()
    await register(deps, '2024-05-11')
    deps.clock.set('2024-07-10T16:00:00.000Z')
    await closeMonths(deps, 'schedule')
    expect(await refusalOf(reissue(deps, admin, request(), { month: '2024-06', cause }))).toEqual(['issue_unchanged'])
  })

  test('twice for the same change', async () => {
    const { deps } = await harbourvilleInJune()
    await register(deps, '2024-04-11')
    await reissue(deps, admin, request(), { month: april, cause })
    expect(await refusalOf(reissue(deps, admin, request(), { month: april, cause }))).toEqual(['issue_unchanged'])
  })

  test('while it is open', async () => {
    const { deps } = await harbourvilleInJune()
    expect(await refusalOf(reissue(deps, admin, request(), { month: '2024-06', cause }))).toEqual(['month_open'])
  })

  test.each([
    ['it', april],
    ['a month between', may],
    ['the current month', '2024-06'],
  ])('while a recount of %s differs', async (_, month) => {
    const { deps } = await harbourvilleInJune()
    await register(deps, '2024-04-11')
    const cell = { stage: 'apply', agency: 'trade', gender: 'male', category: 'new' } as const
    await tamper(deps, { month, area: 'HV.N.1' }, deps.frame.names.nameOf('attained', cell), 1)
    expect(await refusalOf(reissue(deps, admin, request(), { month: april, cause }))).toEqual(['recount_differs'])
    expect(await deps.issues.ofMonth(april)).toHaveLength(1)
  })
})

test('a month is issued again when its target was revised', async () => {
  const { deps } = await harbourvilleInJune()
  const input = { indicator: 'shops', area: 'HV', from: april, to: '2024-12', value: 9, basis: 'Plan' }
  const { answer } = await setTarget(deps, admin, request(), input)
  await reissue(deps, admin, request(), { month: april, cause })
  await reviseTarget(deps, admin, answer.id, 1, {
    value: 12,
    basis: 'Budget',
    effectiveFrom: '2024-04-15',
    reason: 'More money',
  })
  await reissue(deps, admin, request(), { month: april, cause: 'The target was raised' })
  const { issue } = await findIssue(deps, admin, { month: april, number: 3 })
  expect(issue.changes).toEqual([{ figure: `targets.${answer.id}`, old: 9, new: 12, difference: 3 }])
})
