import type { Member } from '../../shared/domain/member/member.ts'

/** A member of Jakarta's programme who holds nothing, as a base for variations. */
export const memberInNothing: Member = {
  id: '7K3M9QXF',
  version: 1,
  status: 'active',
  area: '31.71.01.1001',
  agency: 'PPAPP',
  gender: 'female',
  category: 'pemula',
  registeredAt: '2021-10-31T17:30:00.000Z',
  standings: {},
  person: { name: 'Siti Aminah' },
  evidence: {},
  notes: {},
}
