import * as z from 'zod'
import { Bilingual } from '../bilingual.ts'
import { Classification } from '../ledger/breakdown-dimensions.ts'
import { type Entry, LoanEntry, ReferralEntry, StageEntry } from '../ledger/entry.ts'
import { ProblemView, viewProblem } from '../problems/problem-view.ts'
import type { Programme } from '../programme/programme.ts'
import { formatMemberNumber, MemberNumber } from '../values/member-number.ts'
import { Business } from './business.ts'
import { Identity } from './identity.ts'
import { Member } from './member.ts'
import { HeldStage } from './member-view.ts'
import { MaskedPerson, maskPerson } from './person.ts'
import { listMemberWarnings } from './warnings.ts'

const OwnIdentity = Identity.pick({ status: true, at: true, by: true }).meta({ id: 'OwnIdentity' })

/** The answer to an online registration. It is the same whether or not somebody else holds the NIK. */
export const SelfRegistered = z
  .object({
    memberId: MemberNumber,
    number: z.string().describe('The member number as it is printed'),
    identity: OwnIdentity,
    ask: Bilingual.describe('Whom to ask'),
    warnings: z.array(ProblemView),
  })
  .meta({ id: 'SelfRegistered' })
export type SelfRegistered = z.infer<typeof SelfRegistered>

/**
 * A record as its own person sees it. Numbers are masked here too, since many people share a phone.
 *
 * Until the identity is verified, it shows only what the person entered. So it does not reveal whether somebody else
 * holds the NIK.
 */
export const OwnRecord = SelfRegistered.extend({
  ask: SelfRegistered.shape.ask.optional().describe('Whom to ask, until the identity is verified'),
  status: z.enum(['active', 'withdrawn']),
  registeredAt: Member.shape.registeredAt,
  statusSince: Member.shape.statusSince,
  restrictedAt: Member.shape.restrictedAt,
  contactRefusedAt: Member.shape.contactRefusedAt,
  mailConsent: Member.shape.mailConsent,
  area: Member.shape.area,
  ...Classification.shape,
  person: MaskedPerson.optional(),
  business: Business.optional(),
  stages: z.record(z.string(), HeldStage),
}).meta({ id: 'OwnRecord' })
export type OwnRecord = z.infer<typeof OwnRecord>

/** An entry as the member sees it. It names the recorder's role, never the person. */
const ownFields = {
  id: true,
  kind: true,
  happenedOn: true,
  recordedAt: true,
  postedIn: true,
  area: true,
  agency: true,
  reason: true,
} as const
const by = z.enum(['self', 'officer', 'import', 'partner', 'system']).describe('Who recorded it')
export const OwnEntry = z
  .discriminatedUnion('kind', [
    StageEntry.pick({ ...ownFields, stage: true, evidence: true }).extend({ by }),
    LoanEntry.pick({ ...ownFields, partner: true, fact: true, amount: true }).extend({ by }),
    ReferralEntry.pick({ ...ownFields, partner: true, fact: true }).extend({ by }),
  ])
  .meta({ id: 'OwnEntry' })
export type OwnEntry = z.infer<typeof OwnEntry>

/** How entries and trails name a member's own act. Neither stores the account. */
export const bySelf = { actor: 'self', source: 'self' }

/** How entries and trails name what the system itself does about referrals. */
export const bySystem = { actor: 'system', source: 'referral' }

/** Whether the person may see what was recorded. */
export const isVerified = ({ identity }: Pick<Member, 'identity'>): boolean =>
  !identity || identity.status === 'verified'

export const viewSelfRegistration = ({ selfRegistration }: Programme, member: Member): SelfRegistered =>
  SelfRegistered.parse({
    memberId: member.id,
    number: formatMemberNumber(member.id),
    // A record without an identity was made by an officer who saw the person.
    identity: member.identity ?? { status: 'verified', at: member.registeredAt, by: 'officer' },
    ask: selfRegistration.ask,
    warnings: listMemberWarnings(member).map(viewProblem),
  })

export const makeOwnRecord = (programme: Programme, member: Member): OwnRecord =>
  OwnRecord.parse({
    ...member,
    ...viewSelfRegistration(programme, member),
    ask: isVerified(member) ? undefined : programme.selfRegistration.ask,
    person: member.person && maskPerson(member.person),
    stages: isVerified(member) ? member.standings : {},
  })

export const makeOwnEntry = (entry: Entry): OwnEntry => OwnEntry.parse({ ...entry, by: findRecorder(entry) })

function findRecorder({ source }: Pick<Entry, 'source'>): OwnEntry['by'] {
  if (source === bySelf.source) return 'self'
  if (source === 'api') return 'officer'
  if (source === bySystem.source) return 'system'
  return source.startsWith('imp_') ? 'import' : 'partner'
}
