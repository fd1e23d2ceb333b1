import { expect, test } from 'vitest'
import { makeBoundedMemory } from '../../../shared/domain/values/bounded-memory.ts'

test('a value is kept only for its edition', () => {
  const memory = makeBoundedMemory<string>(10)
  memory.keep('a', '1', 'one', 1)
  expect([memory.get('a', '1'), memory.get('a', '2'), memory.get('b', '1')]).toEqual(['one', undefined, undefined])
  memory.keep('a', '2', 'two', 1)
  expect([memory.get('a', '1'), memory.get('a', '2')]).toEqual([undefined, 'two'])
})

test('the least recently used value is dropped first, and a value over the limit is never kept', () => {
  const memory = makeBoundedMemory<string>(10)
  for (const key of ['a', 'b', 'c']) memory.keep(key, '1', key, 3)
  memory.get('a', '1')
  memory.keep('d', '1', 'd', 4)
  expect(['a', 'b', 'c', 'd'].map((key) => memory.get(key, '1'))).toEqual(['a', undefined, 'c', 'd'])
  memory.keep('e', '1', 'e', 11)
  expect(['a', 'c', 'd', 'e'].map((key) => memory.get(key, '1'))).toEqual([undefined, undefined, undefined, undefined])
})

test('replacing a value does not count it twice', () => {
  const memory = makeBoundedMemory<string>(10)
  for (let i = 0; i < 9; i++) memory.keep('a', String(i), 'a', 6)
  memory.keep('b', '1', 'b', 4)
  expect([memory.get('a', '8'), memory.get('b', '1')]).toEqual(['a', 'b'])
})
