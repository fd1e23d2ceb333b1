import { expect, test } from 'vitest'
import { findSlowPatterns, isLinear, listPatterns } from './patterns.ts'

test('every pattern is written out, and takes time that is linear in its text', () => {
  expect(findSlowPatterns(['shared', 'functions', 'infra'])).toEqual([])
})

test('patterns are found wherever they are written', () => {
  const text = 'const a = /x+/g.test(b) ? { c: /\\d{2}$/u } : undefined'
  expect(listPatterns('planted.ts', text).literals).toEqual([
    { source: 'x+', flags: 'g' },
    { source: '\\d{2}$', flags: 'u' },
  ])
})

test('patterns that are built at run time are found', () => {
  const text = 'const a = new RegExp(b)\nconst c = d.map((e) => RegExp(e).test(f))\nconst g = RegExp.escape(h)'
  expect(listPatterns('planted.ts', text).builtOn).toEqual([1, 2])
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
