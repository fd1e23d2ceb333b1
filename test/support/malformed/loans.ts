import type { Malformed } from './malformed.ts'

const loanDecision = (what: string, body: object, ...codes: string[]): Malformed => ({
  ...{ what, path: '/v1/loans/lon_0/decisions', body },
  status: 422,
  codes,
})

const statement = (what: string, raw: string, ...codes: string[]): Malformed => ({
  ...{ what, path: '/v1/partners/{partner}/statements/2021-11/lines.csv', raw },
  headers: { 'Content-Type': 'text/csv' },
  status: 422,
  codes,
})

export const loans: Malformed[] = [
  statement('a statement without its column of numbers', 'nama\nL-1\n', 'import_column_missing'),
  statement(
    'a statement with a day and an amount that are none',
    'number,approvedOn,approvedAmount\nL-1,2021-02-30,1.000\n',
    'value_format /lines/2/approvedOn',
    'amount_shape /lines/2/approvedAmount',
  ),
  loanDecision('a decision on a loan of no outcome', { outcome: 'merged', reason: 'x' }, 'value_choice /outcome'),
  loanDecision('a decision on a loan without a reason', { outcome: 'released' }, 'field_missing /reason'),
]
