import * as z from 'zod'
import { Instant } from '../calendar.ts'
import { dimensionNames } from '../ledger/breakdown-dimensions.ts'
import { EntryKind } from '../ledger/entry.ts'
import { ReferralFactKind } from '../ledger/referral-fact-kind.ts'
import type { Member } from '../member/member.ts'

/** Acts on a member's record that post no entries. Entries record themselves. */
const TrailAct = z
  .enum([
    'corrected',
    'moved',
    'reclassified',
    'withdrawn',
    'returned',
    'erased',
    'registered_again',
    'merged',
    'unmerged',
    'told_apart',
    'revealed',
    'read_by_break_glass',
    'exported',
    'noted',
    'registered_self',
    'verified',
    'copied',
    'case_opened',
    'case_done',
    'case_refused',
    'checked',
    'rejected',
    'nik_moved',
    'nik_met',
    'loan_decided',
    'file_added',
    'file_opened',
    'file_removed',
    'consent_given',
    'consent_ended',
    'referred',
    'referral_sent',
    'referral_answered',
    'referral_withdrawn',
  ])
  .meta({ id: 'TrailAct' })

const Changes = z.record(z.string(), z.object({ from: z.string().optional(), to: z.string().optional() }))

/**
 * One act on a member's record: append-only, written in the transaction of the act. It names personal fields and never
 * holds their values.
 */
export const TrailEvent = z
  .object({
    id: z.string(),
    memberId: z.string(),
    at: Instant,
    actor: z.string(),
    act: TrailAct,
    fields: z.array(z.string()).optional().describe('Personal fields that were changed or shown'),
    changes: Changes.optional().describe('Old and new values of what is not personal'),
    other: z
      .string()
      .optional()
      .describe(
        'The other record of a merge, the loan, the consent, the referral, or the receipt or conflict that was shown',
      ),
    reason: z.string().optional().describe('As given; emptied when the person is erased'),
    source: z.string(),
  })
  .meta({ id: 'TrailEvent' })
export type TrailEvent = z.infer<typeof TrailEvent>

/** A line of a member's trail: an entry of the ledger or another event. */
export const TrailLine = TrailEvent.omit({ memberId: true })
  .extend({
    act: z.union([EntryKind, TrailAct]),
    stage: z.string().optional(),
    fact: ReferralFactKind.optional().describe('Of a loan or a referral'),
    partner: z.string().optional(),
    happenedOn: z.string().optional(),
    postedIn: z.string().optional(),
  })
  .meta({ id: 'TrailLine' })
export type TrailLine = z.infer<typeof TrailLine>

const plainFields = ['area', ...dimensionNames, 'status', 'statusSince', 'restrictedAt', 'contactRefusedAt'] as const
const sealedFields = ['business', 'evidence', 'notes', 'remarks'] as const

/** Compares two versions of a member: personal fields by name only, other fields with both values. */
export function compareMembers(before: Member, after: Member): Pick<TrailEvent, 'fields' | 'changes'> {
  const persons = [before.person ?? {}, after.person ?? {}].map((person) => new Map(Object.entries(person)))
  const changedPersonFields = [...new Set(persons.flatMap((person) => [...person.keys()]))].filter(
    (name) => persons[0]?.get(name) !== persons[1]?.get(name),
  )
  const changedSealedFields = sealedFields.filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  const fields = [...changedPersonFields, ...changedSealedFields]
  const plainValues = plainFields.map((name) => [name, before[name], after[name]] as const)
  const changes = Object.fromEntries(
    [
      ...plainValues,
      ['identity', before.identity?.status, after.identity?.status] as const,
      ['mailConsent', before.mailConsent?.language, after.mailConsent?.language] as const,
    ]
      .filter(([, from, to]) => from !== to)
      .map(([name, from, to]) => [name, { ...(from && { from }), ...(to && { to }) }]),
  )
  return {
    ...(fields.length > 0 && { fields }),
    ...(Object.keys(changes).length > 0 && { changes }),
  }
}
