import { expect, test } from 'vitest'
import type { Member } from '../../../shared/domain/member/member.ts'
import { withNote, withRemark } from '../../../shared/domain/member/note.ts'
import { AppError } from '../../../shared/domain/problems/app-error.ts'

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

test('a member accepts notes until the item would grow too large, and then refuses with that reason', () => {
  expect(withNote(member(199), 'ent_new', 'seen').notes.ent_new).toBe('seen')
  expect(withNote(member(200), 'ent_new', undefined)).toEqual(member(200))
  expect(() => withNote(member(200), 'ent_new', 'seen')).toThrow(AppError)
})

const remark = (id: string, text: string) => ({ id, at: '2024-01-01T00:00:00.000Z', by: 'officer-1', text })

test('notes on the member and on its entries have one limit together', () => {
  const notedMember = withRemark(withRemark(member(198), remark('nte_1', 'a')), remark('nte_2', 'b'))
  expect(notedMember.remarks?.map(({ text }) => text)).toEqual(['a', 'b'])
  expect(() => withRemark(notedMember, remark('nte_3', 'c'))).toThrow(AppError)
  expect(() => withNote(notedMember, 'ent_new', 'seen')).toThrow(AppError)
})

test('notes have a limit in bytes too, for any script', () => {
  let full = member(0)
  const fill = () => {
    for (let i = 0; i < 100; i++) full = withRemark(full, remark(`nte_${i}`, '李'.repeat(500)))
  }
  expect(fill).toThrow(AppError)
  expect(full.remarks).toHaveLength(3)
  expect(Buffer.byteLength(JSON.stringify(full.remarks))).toBeLessThan(6 * 1024)
})
