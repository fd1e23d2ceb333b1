import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { LoanEvent, makeToldLoan, PartnerEvent, ToldLoan } from '../../../shared/domain/loan/loan-event.ts'
import { listSchemaProblems } from '../../../shared/domain/problems/schema-problems.ts'
import { toSen, writeRupiah } from '../../../shared/domain/values/money.ts'

const money = (value: string) => ({ value, currency: 'IDR' })
const event = {
  id: 'evt-1',
  type: 'loan.disbursed',
  occurredAt: '2026-11-24T10:00:00+07:00',
  sequence: 7,
  loan: { number: 'PK/2026/1', product: 'Monas 25' },
  member: { number: '7K3M-9QXF' },
  dates: { submitted: '2026-11-01', approved: '2026-11-10', disbursed: '2026-11-20' },
  amounts: { applied: money('12000000.00'), approved: money('10000000.00'), disbursed: money('9999999.50') },
}

/** Lists the code and the path of each problem. */
const listProblems = (input: unknown) => {
  const { error } = PartnerEvent.safeParse(input)
  return listSchemaProblems({ issues: error?.issues ?? [] }, input).map(
    ({ code, path }) => `${code} ${(path ?? []).join('.')}`,
  )
}

test('an event has the whole state of the loan, and is kept without the person', () => {
  const toldLoan = makeToldLoan(
    LoanEvent.parse({ ...event, member: { nik: '3171016703980001' }, daysLate: 3 }),
    '1.hash',
  )
  expect(toldLoan).toEqual({
    eventId: 'evt-1',
    occurredAt: '2026-11-24T03:00:00.000Z',
    sequence: 7,
    memberKey: '1.hash',
    product: 'Monas 25',
    dates: event.dates,
    amounts: { applied: '12000000.00', approved: '10000000.00', disbursed: '9999999.50' },
    daysLate: 3,
  })
  expect(JSON.stringify(toldLoan)).not.toContain('3171016703980001')
})

test('a sequence may be missing, and unknown fields are ignored', () => {
  const { sequence: _, ...rest } = event
  expect(LoanEvent.parse({ ...rest, extra: 1 })).toMatchObject({ sequence: 0 })
  expect(LoanEvent.parse(event).member).toEqual({ number: '7K3M9QXF' })
})

test('a test event is a valid event', () => {
  const parsed = PartnerEvent.parse({ id: 'evt-0', type: 'partner.test', occurredAt: '2026-11-24T03:00:00Z' })
  expect(parsed.type).toBe('partner.test')
})

describe('is refused:', () => {
  const { submitted, approved, disbursed } = event.dates
  test.each<[string, object, string[]]>([
    ['an unknown type', { type: 'loan.lost' }, ['value_choice type']],
    ['no type', { type: undefined }, ['field_missing type']],
    ['a type that is not the last state', { type: 'loan.approved' }, ['loan_type_differs type']],
    ['a disbursement without approval', { dates: { submitted, disbursed } }, ['field_missing dates.approved']],
    [
      'a repayment without anything paid out',
      { type: 'loan.repaid', dates: { submitted, approved, repaid: disbursed } },
      ['field_missing dates.disbursed'],
    ],
    ['no day of application', { dates: { approved, disbursed } }, ['field_missing dates.submitted']],
    [
      'a last state that is misspelt',
      { dates: { submitted, approved, disbrused: disbursed } },
      ['loan_type_differs type'],
    ],
    [
      'a day that does not exist',
      { dates: { ...event.dates, approved: '2026-02-30' } },
      ['value_format dates.approved'],
    ],
    [
      'amounts that are missing',
      { amounts: { applied: money('1.00') } },
      ['field_missing amounts.approved', 'field_missing amounts.disbursed'],
    ],
    [
      'an amount that is a number',
      { amounts: { ...event.amounts, applied: { value: 1, currency: 'IDR' } } },
      ['value_type amounts.applied.value'],
    ],
    [
      'another currency',
      { amounts: { ...event.amounts, applied: { value: '1.00', currency: 'USD' } } },
      ['value_choice amounts.applied.currency'],
    ],
    ['an impossible member number', { member: { number: '7K3M9QXG' } }, ['member_number_shape member.number']],
    ['an id that is a property of every object', { id: 'constructor' }, ['name_reserved id']],
    ['another such id', { id: '__proto__' }, ['name_reserved id']],
    ['a loan number with a blank', { loan: { number: 'a b', product: 'x' } }, ['value_format loan.number']],
    ['a time without its zone', { occurredAt: '2026-11-24T10:00:00' }, ['value_format occurredAt']],
    ['a text that is not a time', { occurredAt: 'yesterday' }, ['value_format occurredAt']],
    ['a time before the year 0 in UTC', { occurredAt: '0000-01-01T00:00:00+07:00' }, ['instant_year occurredAt']],
    ['a time after the year 9999 in UTC', { occurredAt: '9999-12-31T23:59:59-07:00' }, ['instant_year occurredAt']],
    ['a time in the year 206', { occurredAt: '0206-11-24T10:00:00+07:00' }, ['instant_year occurredAt']],
    ['a sequence below zero', { sequence: -1 }, ['value_small sequence']],
  ])('%s', (_, change, expected) => {
    expect(listProblems({ ...event, ...change })).toEqual(expected)
  })
  test.each(['0.00', '1', '1.0', '1.000', '01.00', '-1.00', '1,00', '1e3.00', `${'9'.repeat(17)}.00`, ''])(
    'an amount of "%s"',
    (value) => {
      expect(listProblems({ ...event, amounts: { ...event.amounts, applied: money(value) } })).toEqual([
        'amount_shape amounts.applied.value',
      ])
    },
  )
})

test('the earliest and the latest accepted time of an event can be stored', () => {
  for (const occurredAt of ['2000-01-01T00:00:00+14:00', '2099-12-31T23:59:59-12:00']) {
    const toldLoan = makeToldLoan(LoanEvent.parse({ ...event, occurredAt }), '1.hash')
    expect(ToldLoan.safeParse(toldLoan).error).toBeUndefined()
  }
})

test('amounts are computed in sen without loss', () => {
  expect(toSen('9999999999999999.99')).toBe(999_999_999_999_999_999n)
  for (const amount of ['0.01', '0.10', '10000000.00', '9999999999999999.99'])
    expect(writeRupiah(toSen(amount))).toBe(amount)
  expect([0n, -5n, -12345n].map(writeRupiah)).toEqual(['0.00', '-0.05', '-123.45'])
})

test('the schema can be published', () => {
  const jsonSchema = z.toJSONSchema(PartnerEvent, { io: 'input' })
  const text = JSON.stringify(jsonSchema)
  for (const word of ['loan.disbursed', 'partner.test', 'submitted', '"Money"', '"IDR"']) expect(text).toContain(word)
})
