import { expect, test } from 'vitest'
import { findMailReach, withMailConsent } from '../../../shared/domain/member/mail-reach.ts'
import { Member } from '../../../shared/domain/member/member.ts'
import { makeMemberNumber } from '../../../shared/domain/values/member-number.ts'

const at = '2021-11-30T05:00:00.000Z'
const member = Member.parse({
  id: makeMemberNumber(new Uint8Array(5)),
  version: 1,
  status: 'active',
  area: '31.71.01.1001',
  agency: 'PPKUKM',
  gender: 'female',
  category: 'pemula',
  registeredAt: at,
  mailConsent: { at, language: 'en' },
  person: { name: 'Sri Wahyuni', email: 'sri@example.id' },
  standings: {},
  evidence: {},
  notes: {},
})

test('a member who agreed gets mails in the chosen language, also after leaving the programme', () => {
  const reach = { to: 'sri@example.id', language: 'en' }
  expect(findMailReach(member)).toEqual(reach)
  expect(findMailReach({ ...member, status: 'withdrawn' })).toEqual(reach)
})

test.each<[string, Partial<Member>]>([
  ['did not agree', { mailConsent: undefined }],
  ['has no address', { person: { name: 'Sri Wahyuni' } }],
  ['refused contact', { contactRefusedAt: at }],
  ['had processing restricted', { restrictedAt: at }],
  ['was merged away', { status: 'merged' }],
  ['was erased', { status: 'erased' }],
])('a member who %s gets no mails', (_, change) => {
  expect(findMailReach({ ...member, ...change })).toBeUndefined()
})

test('a consent keeps its date while its language stays', () => {
  const later = '2021-12-01T05:00:00.000Z'
  expect(withMailConsent(member, 'en', later).mailConsent).toEqual({ at, language: 'en' })
  expect(withMailConsent(member, 'id', later).mailConsent).toEqual({ at: later, language: 'id' })
  expect(withMailConsent(member, undefined, later).mailConsent).toBeUndefined()
})
