import { expect, test } from 'vitest'
import { findAnswerColumn, readAnswerText } from '../../../shared/domain/referral/answer-columns.ts'
import { countAnswers, findRepeats, isAnswered } from '../../../shared/domain/referral/answer-sheet.ts'

test.each([
  ['NIK', 'nik'],
  ['No. KTP', 'nik'],
  ['Nomor Anggota', 'number'],
  ['ID Rujukan', 'referral'],
  ['Hasil', 'answer'],
  ['STATUS RUJUKAN', 'answer'],
  ['Keterangan', 'reason'],
  ['Nama', undefined],
])('the heading %s names the column %s', (heading, column) => {
  expect(findAnswerColumn(heading)).toBe(column)
})

test.each([
  ['Tidak memenuhi syarat', 'not_eligible'],
  ['not_eligible', 'not_eligible'],
  ['DITOLAK', 'not_eligible'],
  ['Memenuhi syarat', 'taken'],
  ['sedang diproses', undefined],
  ['Data diterima', 'received'],
  ['diterima', undefined],
  ['Sri Wahyuni', undefined],
])('"%s" means %s', (text, answer) => {
  expect(readAnswerText(text)).toBe(answer)
})

test('all rows that contradict each other are found, and all equal rows except the first', () => {
  const row = (referral: string, answer: 'taken' | 'received') => ({ referral, said: { answer } })
  const [a, again, b, other, c] = [
    row('a', 'taken'),
    row('a', 'taken'),
    row('b', 'taken'),
    row('b', 'received'),
    row('c', 'taken'),
  ]
  const { equal, differing } = findRepeats([a, again, b, other, c])
  expect([...equal]).toEqual([again])
  expect([...differing]).toEqual([b, other])
})

test('an answer counts as known once a referral has it or a later one', () => {
  expect(isAnswered('taken', 'received')).toBe(true)
  expect(isAnswered('taken', 'taken')).toBe(true)
  expect(isAnswered('taken', 'not_eligible')).toBe(false)
  expect(isAnswered('withdrawn', 'received')).toBe(false)
})

test('the numbers add up to the rows', () => {
  const outcomes = [
    'recorded',
    'recorded',
    'unchanged',
    'refused',
    'passed_over',
    'passed_over',
    'passed_over',
  ] as const
  const rows = outcomes.map((outcome, i) => ({ line: i + 2, row: i + 2, outcome, problems: [] }))
  const { recorded, unchanged, refused, passedOver } = countAnswers('rff_1', rows)
  expect([recorded, unchanged, refused, passedOver]).toEqual([2, 1, 1, 3])
})
