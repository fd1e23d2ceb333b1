import type { Deps } from '../../../shared/deps.ts'
import type { Member } from '../../../shared/domain/member/member.ts'
import { ascending } from '../../../shared/domain/values/text-order.ts'
import { setMailWish } from '../../../shared/usecases/mail/own-mails.ts'
import { correctMember } from '../../../shared/usecases/members/correction.ts'

const memberCitizen = 'warga-anggota'

/** Citizens who can sign in to the demo: one with a record and some stages, and one without any record. */
export const demoCitizens = [
  { subject: memberCitizen, note: 'Warga dengan beberapa tahap / citizen with some stages' },
  { subject: 'warga-baru', note: 'Warga yang belum terdaftar / citizen without a record' },
]

/**
 * Links the first citizen to the record of a member who holds some stages, but not all, and lets the citizen agree to
 * get mails.
 */
export async function linkDemoCitizen(deps: Deps, members: Iterable<Member>): Promise<void> {
  const member = [...members]
    .filter(({ status, person, area }) => status === 'active' && person?.nik && area.startsWith('31.71.01'))
    .toSorted((a, b) => distance(a) - distance(b) || ascending(a.id, b.id))[0]
  if (!member) throw new Error('The demo has no active member in Gambir whose NIK is known')
  const admin = { subject: 'admin', grants: await deps.grants.ofSubject('admin') }
  const change = { person: { email: 'warga@example.id' } }
  await correctMember(deps, admin, member.id, member.version, change)
  const self = await deps.selves.find(memberCitizen)
  await deps.commit(...deps.selves.link(memberCitizen, self, member.id))
  const request = { key: 'demo-mails', fingerprint: 'demo-mails' }
  await setMailWish(deps, { subject: memberCitizen }, request, { mailsIn: 'id' })
}

const stagesWanted = 4
const distance = ({ standings }: Member): number => Math.abs(Object.keys(standings).length - stagesWanted)
