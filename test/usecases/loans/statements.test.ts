import { beforeAll, expect, test } from 'vitest'
import { NewPartner } from '../../../shared/domain/partner/partner.ts'
import { readQuality } from '../../../shared/usecases/issues/quality.ts'
import { applyLoanEvent } from '../../../shared/usecases/loans/apply-loan-event.ts'
import { findStatement, takeStatement } from '../../../shared/usecases/loans/statements.ts'
import { registerPartner } from '../../../shared/usecases/partners/partners.ts'
import { loanEvent } from '../../support/loans.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request } from '../../support/test-deps.ts'
import { makeWorld, type World } from '../../support/world.ts'

const admin = callerAs('admin')
let world: World
beforeAll(async () => {
  world = await makeWorld()
})

test('a statement is matched: loans missing here, missing there and different are listed', async () => {
  const { deps } = world
  const { code } = await world.partner()
  const dates = { submitted: '2021-11-03', in_review: '2021-11-04', approved: '2021-11-10' }
  for (const number of ['same', 'amount', 'unlisted'])
    await applyLoanEvent(deps, {
      partner: { code, isSandbox: false },
      receiptId: 'rct_1',
      event: loanEvent({ number, member: { number: await world.member() }, dates }),
    })
  const sheet = [
    'number;state;approvedOn;approvedAmount',
    'same;approved;2021-11-10;10000000.00',
    'amount;approved;2021-11-10;9000000.00',
    'unknown;approved;2021-11-12;5000000.00',
  ].join('\n')
  const statement = { partner: code, month: '2021-11', sheet }
  const same = request()
  const { answer } = await takeStatement(deps, admin, same, statement)
  expect(answer).toMatchObject({ matched: 1, missingHere: 1, missingThere: 1, different: 1, isClosed: false })
  expect(await takeStatement(deps, admin, same, statement)).toEqual({ answer, replayed: true })
  const { mismatches } = await findStatement(deps, admin, code, '2021-11')
  expect(mismatches).toEqual([
    {
      number: 'amount',
      line: 3,
      outcome: 'different',
      differences: [{ field: 'approvedAmount', here: '10000000.00', there: '9000000.00' }],
    },
    { number: 'unknown', line: 4, outcome: 'missing_here', differences: [] },
    { number: 'unlisted', outcome: 'missing_there', differences: [] },
  ])
  // The report mentions statements only for months in which a partner sent one.
  expect(await readQuality(deps, '2021-11')).toMatchObject({ unmatchedStatementLines: 1 })
  expect(await readQuality(deps, '2021-10')).toMatchObject({ unmatchedStatementLines: null })
})

test('a file without headings is refused and the last statement remains; a file of headings only is a statement without loans', async () => {
  const { deps } = world
  const { code } = await world.partner()
  const take = (sheet: string) => takeStatement(deps, admin, request(), { partner: code, month: '2021-11', sheet })
  await take('number\nL-1\nL-2\n')
  for (const sheet of ['', '\n\n', '\uFEFF', '\uFEFF\r\n'])
    expect(await refusalOf(take(sheet))).toEqual(['import_column_missing'])
  expect(await findStatement(deps, admin, code, '2021-11')).toMatchObject({ missingHere: 2 })
  expect((await take('number\n')).answer).toMatchObject({ missingHere: 0 })
})

test('statement-saved-by-excel: matched in the form that spreadsheets write; a total is no loan, and an ambiguous value is refused', async () => {
  const { deps } = world
  const { code } = await world.partner()
  await applyLoanEvent(deps, {
    partner: { code, isSandbox: false },
    receiptId: 'rct_1',
    event: loanEvent({
      number: 'F-1',
      member: { number: await world.member() },
      dates: { submitted: '2021-11-03', in_review: '2021-11-04', approved: '2021-11-20' },
    }),
  })
  const take = (...lines: string[]) =>
    takeStatement(deps, admin, request(), { partner: code, month: '2021-11', sheet: lines.join('\n') })
  const heading = 'number,state,approvedOn,approvedAmount,disbursedOn,disbursedAmount'
  const semicolons = heading.replaceAll(',', ';')
  const expectedCounts = { matched: 1, different: 0, missingHere: 0, missingThere: 0 }
  for (const lines of [
    [heading, 'F-1,approved,20/11/2021,10000000,,'],
    [heading, 'F-1,approved,20/11/2021,10000000,,', 'TOTAL,,,10000000.00,,'],
    [semicolons, 'F-1;approved;2021-11-20;10.000.000,00;;'],
    [semicolons, 'F-1;Disetujui;20/11/2021;Rp 10.000.000;;'],
  ])
    expect((await take(...lines)).answer).toMatchObject(expectedCounts)
  expect(await refusalOf(take(semicolons, 'F-1;approved;2021-11-20;8.000;;'))).toEqual(['amount_shape'])
})

test('rows that a spreadsheet leaves empty are ignored', async () => {
  const { deps } = world
  const { code } = await world.partner()
  const sheet = 'number;state;approvedOn\n;;\nL-1;approved;2021-11-10\n ; ;\n;;\n'
  const { answer } = await takeStatement(deps, admin, request(), { partner: code, month: '2021-11', sheet })
  expect(answer).toMatchObject({ missingHere: 1 })
  const { mismatches } = await findStatement(deps, admin, code, '2021-11')
  expect(mismatches).toMatchObject([{ number: 'L-1', line: 3 }])
})

test('a loan is compared as it stood when the month of the statement ended', async () => {
  const { deps } = world
  const { code } = await world.partner()
  const approved = { submitted: '2021-10-03', in_review: '2021-10-04', approved: '2021-10-10' }
  const tell = async (number: string, dates: object) =>
    applyLoanEvent(deps, {
      partner: { code, isSandbox: false },
      receiptId: 'rct_1',
      event: loanEvent({ number, member: { number: await world.member() }, dates }),
    })
  await tell('paid-out', { ...approved, signed: '2021-11-02', disbursed: '2021-11-05' })
  await tell('signed', { ...approved, signed: '2021-10-31' })
  await tell('cancelled', { ...approved, cancelled: '2021-11-01' })
  await tell('later', { ...approved, approved: '2021-11-10' })
  const lines = ['paid-out;approved', 'signed;approved', 'cancelled;approved', 'later;approved']
  await takeStatement(deps, admin, request(), {
    ...{ partner: code, month: '2021-10' },
    sheet: ['number;state', ...lines].join('\n'),
  })
  const { mismatches, matched } = await findStatement(deps, admin, code, '2021-10')
  expect(matched).toBe(2)
  expect(mismatches.map(({ number, differences }) => [number, differences])).toEqual([
    ['signed', [{ field: 'state', here: 'signed', there: 'approved' }]],
    ['later', [{ field: 'state', here: 'in_review', there: 'approved' }]],
  ])
})

test('a report does not mention statements of a sandbox', async () => {
  const { deps } = await makeWorld()
  const sandbox = await registerPartner(
    deps,
    admin,
    request(),
    NewPartner.parse({
      ...{ code: 'bank-play', name: 'Bank Main', type: 'bank', isSandbox: true },
      signing: { scheme: 'standard_webhooks' },
    }),
  )
  const statement = { month: '2021-11', sheet: 'number\nL-1\n' }
  await takeStatement(deps, admin, request(), { ...statement, partner: sandbox.answer.code })
  expect(await readQuality(deps, '2021-11')).toMatchObject({ unmatchedStatementLines: null })
})
