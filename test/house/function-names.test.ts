import { expect, test } from 'vitest'
import { findLoneParticiples, isLoneParticiple, listFunctions } from './function-names.ts'

/** Functions that a lone participle names best, with the reason. At most 25 of them. */
const reasons: Record<string, string> = {
  'shared/domain/values/text-order.ts: ascending': 'An order of texts; `toSorted(ascending)` reads like a sentence.',
  'shared/domain/values/text-order.ts: descending': 'The reverse of `ascending`.',
}

test('a function is named by what it does, not by a participle', () => {
  expect(findLoneParticiples(['shared', 'functions', 'infra', 'test'])).toEqual(Object.keys(reasons))
  expect(Object.keys(reasons).length).toBeLessThanOrEqual(25)
})

test('functions are found wherever they are declared', () => {
  const text = `
    function posted() { const held = async () => 1; return held }
    export const written = function () {}, total = 3
    export async function readBooks() {}`
  expect(listFunctions('planted.ts', text)).toEqual(['posted', 'held', 'written', 'readBooks'])
})

test.each([
  ['settled', true],
  ['opening', true],
  ['held', true],
  ['isSettled', false],
  ['seed', false],
  ['heading', false],
  ['readBooks', false],
])('%s is a lone participle: %s', (name, expected) => {
  expect(isLoneParticiple(name)).toBe(expected)
})
