import { expect, test } from 'vitest'
import { findSlowPatterns, isLinear, listPatterns } from './patterns.ts'

test('every pattern takes time that is linear in its text', () => {
  expect(findSlowPatterns(['shared', 'functions', 'infra'])).toEqual([])
})

test('patterns are found wherever they are written', () => {
  const text = 'const a = /x+/g.test(b) ? { c: /\\d{2}$/u } : undefined'
  expect(listPatterns('planted.ts', text)).toEqual([
    { source: 'x+', flags: 'g' },
    { source: '\\d{2}$', flags: 'u' },
  ])
})

test.each([
  ['(a+)+$', false],
  ['\\s*\\n\\s*', false],
  ['[^/]+$', false],
  ['^\\d+(,\\d+)*$', true],
  ['^[^/]+$', true],
])('%s is linear: %s', (source, expected) => {
  expect(isLinear({ source, flags: '' })).toBe(expected)
})
