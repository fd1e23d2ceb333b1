import { expect, test } from 'vitest'
import { writeWalk } from '../../../infra/local/try-it.ts'

const lines = (closes: number) =>
  writeWalk({ api: 'http://127.0.0.1:3000', token: 'token', month: '2026-10', closes, openMonth: '2026-11' }).join('\n')

test('closing many months at once is said to take its time, and closing a few or none is not', () => {
  expect(lines(109)).toContain('# ini menutup 109 bulan, satu dua menit / this closes 109 months')
  expect([lines(1), lines(0)].filter((text) => text.includes('menutup'))).toEqual([])
})

test('the figures are late only when their month is closed', () => {
  expect(lines(0)).toContain('late, so it counts in the open month')
  expect(lines(1)).toContain('one member more')
})
