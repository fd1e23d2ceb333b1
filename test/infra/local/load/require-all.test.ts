import { expect, test } from 'vitest'
import { requireAllRows } from '../../../../infra/local/load/require-all.ts'

const rows = { added: 3, changed: 0, unchanged: 1, refused: 0 }
const report = (refused: number) => ({
  ...{ rows: 4 + refused, expected: { ...rows, refused }, problems: [], warnings: [], months: [], figures: [] },
})
const applied = { id: 'imp_1', status: 'applied' } as const

test('an import that took every row is a success, and so is one that nobody confirmed', () => {
  expect(requireAllRows({ ...applied, report: report(0), outcome: rows })).toMatchObject(applied)
  expect(requireAllRows({ id: 'imp_1', status: 'validated', report: report(2) })).toMatchObject({ status: 'validated' })
})

test('an import with refused rows, or that was refused as a whole, is no success', () => {
  const some = { ...applied, report: report(2), outcome: { ...rows, refused: 1 } }
  expect(() => requireAllRows(some)).toThrow('Rows that were not imported: 3 (imp_1). Mend them, and load them again.')
  expect(() => requireAllRows({ id: 'imp_1', status: 'refused' })).toThrow('Nothing was imported (imp_1).')
})
