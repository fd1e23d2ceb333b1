import { expect, test } from 'vitest'
import { AppError } from '../../shared/domain/app-error.ts'
import type { Member } from '../../shared/domain/member.ts'
import { withNote } from '../../shared/domain/note.ts'

const member = (notes: number): Member => ({
  id: '7K3M9QXF',
  version: 1,
  status: 'active',
  area: 'HV.N.1',
  agency: 'trade',
  gender: 'unknown',
  category: 'new',
  registeredAt: '2024-01-01T00:00:00.000Z',
  standings: {},
  evidence: {},
  notes: Object.fromEntries(Array.from({ length: notes }, (_, i) => [`ent_${i}`, 'x'])),
})

test('a member takes notes until the item would grow too large, and says so then', () => {
  expect(withNote(member(199), 'ent_new', 'seen').notes.ent_new).toBe('seen')
  expect(withNote(member(200), 'ent_new', undefined)).toEqual(member(200))
  expect(() => withNote(member(200), 'ent_new', 'seen')).toThrow(AppError)
})
