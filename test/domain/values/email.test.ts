import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Email, maskEmail } from '../../../shared/domain/values/email.ts'
import { codesOf } from '../../support/codes-of.ts'

test.each([
  [' Siti.Aminah@Example.CO.ID ', 'Siti.Aminah@example.co.id'],
  ['siti+usaha@example.id', 'siti+usaha@example.id'],
  ["nur'aini@example.id", "nur'aini@example.id"],
])('%o is kept as %o', (text, email) => {
  expect(Email.parse(text)).toBe(email)
})

test.each([
  ['nothing', ''],
  ['no @', 'siti.example.id'],
  ['no domain', 'siti@'],
  ['a domain without a dot', 'siti@localhost'],
  ['two addresses', 'siti@example.id,budi@example.id'],
  ['a line break', 'siti@example.id\nBcc: x@example.id'],
  ['a blank', 'siti aminah@example.id'],
  ['two @', 'a@b@example.id'],
  ['two dots', 'siti..a@example.id'],
  ['a display name', 'Siti <siti@example.id>'],
  ['more than 64 characters before the @', `${'a'.repeat(65)}@example.id`],
  ['more than 254 characters', `siti@${'a.'.repeat(123)}info`],
])('%s is refused', (_, text) => {
  expect(codesOf(Email, text)).toEqual(['email_shape'])
})

test('the longest address passes', () => {
  expect(codesOf(Email, `siti@${'a.'.repeat(122)}infos`)).toEqual([])
})

test('a mask shows one letter and the domain', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{2,20}$/), (local) => {
      expect(maskEmail(`${local}@example.id`)).toBe(`${local.charAt(0)}***@example.id`)
    }),
  )
})
