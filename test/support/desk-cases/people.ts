import { giveGrant } from '../../../shared/usecases/access/give-grant.ts'
import type { DeskCase, DeskRequest } from '../desk-case.ts'
import { anyManagers, managers } from '../desk-requests.ts'
import { inside, type World } from '../world.ts'

const grantAsked = { role: 'officer', ...inside, reason: 'Surat tugas 12/2021' }

let colleagues = 0

/** Grants a new person a role in the area of the tests. Returns the subject and the id of the grant. */
async function inviteColleague({ deps }: World): Promise<{ subject: string; id: string }> {
  const subject = `invited-${++colleagues}`
  const from = deps.now().toISOString()
  const { id } = await giveGrant(deps, { subject, role: 'officer', ...inside, from, grantedBy: 'admin' })
  return { subject, id }
}

/** A page or form about a person with a grant in the area of the tests. */
const ofColleague =
  (path: string, fields?: Record<string, string>) =>
  async (world: World): Promise<DeskRequest> => {
    const { subject, id } = await inviteColleague(world)
    return { path: `/people/${subject}${path.replace(':id', id)}`, ...(fields && { fields }) }
  }

/** Each case invites somebody else. */
let invited = 0

export const peopleCases: Record<string, DeskCase> = {
  'GET /people': { may: anyManagers, ask: () => ({ path: '/people' }) },
  'GET /people/new': { may: anyManagers, ask: () => ({ path: '/people/new' }) },
  'POST /people/new': {
    may: managers,
    ask: () => ({ path: '/people/new', fields: { ...grantAsked, email: `sri-${++invited}@kantor.example` } }),
  },
  'GET /people/:subject': { may: managers, ask: ofColleague('') },
  'GET /people/:subject/grants': { may: managers, ask: ofColleague('/grants') },
  'POST /people/:subject/grants': { may: managers, ask: ofColleague('/grants', { ...grantAsked, role: 'viewer' }) },
  'GET /people/:subject/grants/:id/end': { may: managers, ask: ofColleague('/grants/:id/end') },
  'POST /people/:subject/grants/:id/end': { may: managers, ask: ofColleague('/grants/:id/end', { reason: 'Mutasi' }) },
  'GET /people/:subject/resend': { may: managers, ask: ofColleague('/resend') },
  'POST /people/:subject/resend': { may: managers, ask: ofColleague('/resend', {}) },
  'GET /people/:subject/block': { may: managers, ask: ofColleague('/block') },
  'POST /people/:subject/block': { may: managers, ask: ofColleague('/block', { blocked: 'yes' }) },
  'GET /people/:subject/removal': { may: managers, ask: ofColleague('/removal') },
  'POST /people/:subject/removal': { may: managers, ask: ofColleague('/removal', { reason: 'Pensiun' }) },
}
