import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatMemberNumber, MemberNumber, makeMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { codesOf } from '../../support/codes-of.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const anyNumber = fc.uint8Array({ minLength: 5, maxLength: 16 }).map(makeMemberNumber)
const position = fc.integer({ min: 0, max: 7 })
const letter = fc.constantFrom(...alphabet)

const swapCharacters = (text: string, i: number, j: number) =>
  [...text].map((c, at) => text.charAt(at === i ? j : at === j ? i : at) || c).join('')

test('every generated number is accepted unchanged', () => {
  fc.assert(
    fc.property(anyNumber, (number) => {
      expect(MemberNumber.parse(number)).toBe(number)
    }),
  )
})

test('different random bytes give different numbers', () => {
  // The seven chosen characters are the last 35 bits, five bits each, so all numbers are equally likely.
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 5, maxLength: 5 }), (random) => {
      const bits = [...random].map((byte) => byte.toString(2).padStart(8, '0')).join('')
      const chosenBits = [...makeMemberNumber(random).slice(0, 7)].map((c) =>
        alphabet.indexOf(c).toString(2).padStart(5, '0'),
      )
      expect(chosenBits.toReversed().join('')).toBe(bits.slice(5))
    }),
  )
})

test('one wrong character is always noticed', () => {
  fc.assert(
    fc.property(anyNumber, position, letter, (number, at, wrong) => {
      fc.pre(number.charAt(at) !== wrong)
      expect(codesOf(MemberNumber, number.slice(0, at) + wrong + number.slice(at + 1))).toEqual(['member_number_shape'])
    }),
    { numRuns: 2_000 },
  )
})

test('two exchanged characters are always noticed, neighbours or not', () => {
  fc.assert(
    fc.property(anyNumber, position, position, (number, i, j) => {
      fc.pre(number.charAt(i) !== number.charAt(j))
      expect(codesOf(MemberNumber, swapCharacters(number, i, j))).toEqual(['member_number_shape'])
    }),
    { numRuns: 2_000 },
  )
})

test('for one number, no wrong character and no exchange passes', () => {
  const number = '7K3M9QXF'
  const wrongNumbers = [...number].flatMap((right, at) =>
    [...alphabet].filter((c) => c !== right).map((c) => number.slice(0, at) + c + number.slice(at + 1)),
  )
  const exchangedNumbers = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((i) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((j) => swapCharacters(number, i, j)),
  )
  const passingNumbers = [...wrongNumbers, ...exchangedNumbers].filter((text) => MemberNumber.safeParse(text).success)
  expect(new Set(passingNumbers)).toEqual(new Set([number]))
})

test('a pair mistyped alike is noticed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 5, maxLength: 5 }), letter, letter, position, (random, right, wrong, at) => {
      fc.pre(right !== wrong && at < 7)
      const number = makeMemberNumber(random)
      const withPair = (c: string) => number.slice(0, at) + c + c + number.slice(at + 2)
      const passes = [right, wrong].map((c) => MemberNumber.safeParse(withPair(c)).success)
      expect(passes).not.toEqual([true, true])
    }),
  )
})

test.each(['7k3m9qxf', '7K3M-9QXF', ' 7K3M 9QXF ', '7K3M–9QXF'])('%o is read as people type it', (text) => {
  expect(MemberNumber.parse(text)).toBe('7K3M9QXF')
})

test('O is read as 0, I and L as 1', () => {
  const number = makeMemberNumber(new Uint8Array([0, 0x40, 0x20, 0x10, 0x01]))
  expect(number).toMatch(/[01]/)
  for (const one of ['I', 'L', 'i', 'l'])
    expect(MemberNumber.parse(number.replaceAll('0', 'o').replaceAll('1', one))).toBe(number)
})

test.each(['', '7K3M9QX', '7K3M9QXFF', '7K3M9QXU', '7K3M/9QXF', 'ANG-7K3M9QXF'])('%o is refused', (text) => {
  expect(codesOf(MemberNumber, text)).toEqual(['member_number_shape'])
})

test('too few random bytes are an error', () => {
  expect(() => makeMemberNumber(new Uint8Array(4))).toThrow('5 random bytes')
})

test('people see two groups of four characters', () => {
  expect(formatMemberNumber('7K3M9QXF')).toBe('7K3M-9QXF')
  fc.assert(
    fc.property(anyNumber, (number) => {
      expect(MemberNumber.parse(formatMemberNumber(number))).toBe(number)
    }),
  )
})
