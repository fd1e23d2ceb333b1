import type { Deps } from '../../../shared/deps.ts'
import type { Member } from '../../../shared/domain/member/member.ts'
import { ascending } from '../../../shared/domain/values/text-order.ts'

/** Citizens who can sign in to the demo: one with a record and some stages, and one without any record. */
export const demoCitizens = [
  { subject: 'warga-anggota', note: 'warga dengan beberapa tahap / a citizen with some stages' },
  { subject: 'warga-baru', note: 'warga yang belum terdaftar / a citizen without a record' },
]

/** Lets the first citizen sign in to the record of a member who holds some stages, but not all of them. */
export async function linkDemoCitizen(deps: Deps, members: Iterable<Member>): Promise<void> {
  const [citizen] = demoCitizens
  const member = [...members]
    .filter(({ status, person, area }) => status === 'active' && person?.nik && area.startsWith('31.71.01'))
    .toSorted((a, b) => distance(a) - distance(b) || ascending(a.id, b.id))[0]
  if (!citizen || !member) throw new Error('The demo has members in Gambir')
  const self = await deps.selves.find(citizen.subject)
  await deps.commit(...deps.selves.link(citizen.subject, self, member.id))
}

const stagesWanted = 4
const distance = ({ standings }: Member): number => Math.abs(Object.keys(standings).length - stagesWanted)
