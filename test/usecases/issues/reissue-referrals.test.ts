import { expect, test } from 'vitest'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { findIssue, reissue } from '../../../shared/usecases/issues/issues.ts'
import { readWholeReport } from '../../../shared/usecases/issues/reports.ts'
import { referralWorld } from '../../support/referrals.ts'
import { request } from '../../support/test-deps.ts'

const month = '2021-11'
const cause = 'Pengajuan pinjaman terlambat dilaporkan'

test('a month is issued again when only loans and referrals changed, and the issue names each change', async () => {
  const { deps, admin, prepared, sweep, tellLoan } = await referralWorld()
  const { id } = await prepared()
  await sweep()
  deps.clock.set('2021-12-05T05:00:00.000Z')
  await closeMonths(deps, 'schedule')
  await tellLoan(id, { submitted: '2021-11-30', rejected: '2021-11-30' })
  await reissue(deps, admin, request(), { month, cause })

  const { issue } = await findIssue(deps, admin, { month, number: 2 })
  const changes = new Map(issue.changes.map(({ figure, old, new: now }) => [figure, [old, now]]))
  expect(changes).toContainEqual(['referrals.applied.cumulative', [0, 1]])
  expect(changes).toContainEqual(['referrals.rejected.inMonth.late', [0, 1]])
  expect(changes).toContainEqual(['partners.bank-push.referrals.applied.cumulative', [0, 1]])
  expect(changes).toContainEqual(['areas.31.71.01.referrals.applied.inMonth', [0, 1]])
  expect(changes).toContainEqual(['loans.applied.cumulative.number', [0, 1]])
  expect(changes).toContainEqual(['loans.applied.cumulative.amount', [0, 10_000_000]])

  const { correction } = await readWholeReport(deps, admin, { month, number: 2 })
  const printedChanges = (correction?.changes ?? []).map(({ table, row, column, old, new: now }) => [
    table,
    row,
    column,
    old,
    now,
  ])
  expect(printedChanges).toContainEqual(['referrals', 'applied', 'number', 0, 1])
  expect(printedChanges).toContainEqual(['referral_partners', 'bank-push', 'applied', 0, 1])
})
