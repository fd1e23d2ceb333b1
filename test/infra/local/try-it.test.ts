import { expect, test } from 'vitest'
import { writeWalk } from '../../../infra/local/try-it.ts'

const lines = (closes: number) =>
  writeWalk({ api: 'http://127.0.0.1:3000', token: 'token', month: '2026-10', closes, openMonth: '2026-11' }).join('\n')

test('the text warns that closing takes its time for many months at once, and not for few or none', () => {
  expect(lines(109)).toContain('# ini menutup 109 bulan, satu dua menit / this closes 109 months')
  expect([lines(1), lines(0)].filter((text) => text.includes('menutup'))).toEqual([])
})

test('the text calls figures late only when their month is closed', () => {
  expect(lines(0)).toContain('late, so it counts in the open month')
  expect(lines(1)).toContain('one member more')
})
