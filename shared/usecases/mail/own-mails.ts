import * as z from 'zod'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import { OwnNews } from '../../domain/mail/news-delivery.ts'
import { MailConsent } from '../../domain/member/mail-consent.ts'
import { withMailConsent } from '../../domain/member/mail-reach.ts'
import type { Member } from '../../domain/member/member.ts'
import { bySelf } from '../../domain/member/own-record.ts'
import { conflict, invalid } from '../../domain/problems/app-error.ts'
import { Language } from '../../domain/values/language.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { findKeptRecord } from '../members/kept-record.ts'
import { readOwnMember } from '../members/self-service.ts'
import { type TraceDeps, traceChange } from '../members/trace.ts'
import { type IdempotentRequest, once } from '../once.ts'

/** A person's choice: the language of mails about their own record, or no mails. */
export const MailWish = z.strictObject({ mailsIn: Language.optional().describe('Absent: no more mails') }).meta({
  id: 'MailWish',
})
export type MailWish = z.infer<typeof MailWish>

export const MailWishStored = z.object({ mailConsent: MailConsent.optional() }).meta({ id: 'MailWishStored' })
export type MailWishStored = z.infer<typeof MailWishStored>

type ConsentDeps = TraceDeps & Pick<Deps, 'members' | 'commit' | 'now'> & Retries

/**
 * Gives or ends the signed-in person's consent to mails about their own record. Throws `invalid` without an address,
 * and `conflict` after a refusal of contact or while processing is restricted.
 */
export async function setMailWish(
  deps: ConsentDeps & Pick<Deps, 'selves' | 'claims'>,
  caller: Pick<Caller, 'subject'>,
  request: IdempotentRequest,
  { mailsIn }: MailWish,
) {
  const { account } = await deps.selves.find(caller.subject)
  return once(deps, { subject: account }, request, MailWishStored, (keepAnswer) =>
    setConsent(deps, () => readOwnMember(deps, caller), mailsIn, keepAnswer),
  )
}

/** Ends the mails to a member, because somebody who got one asked for it, or because the mails do not arrive. */
export async function endMails(deps: ConsentDeps, memberId: string): Promise<void> {
  await setConsent(deps, () => findKeptRecord(deps, memberId), undefined)
}

/** Stores a consent or its end, with the trail. Keeps only the answer when nothing changes. */
function setConsent(
  deps: ConsentDeps,
  read: () => Promise<Member | undefined>,
  language: Language | undefined,
  keepAnswer?: (answer: MailWishStored) => Write,
): Promise<MailWishStored> {
  return retryRaces(deps, ['member'], async () => {
    const before = await read()
    if (before && language !== undefined) requireReachable(before)
    const now = deps.now()
    const after = before && withMailConsent(before, language, now.toISOString())
    const answer = after?.mailConsent ? { mailConsent: after.mailConsent } : {}
    const isChanged = before && after && after.mailConsent !== before.mailConsent
    const writes = [
      ...(keepAnswer ? [keepAnswer(answer)] : []),
      ...(isChanged ? makeConsentWrites(deps, now, before, after) : []),
    ]
    if (writes.length > 0) await deps.commit(...writes)
    return answer
  })
}

function requireReachable({ person, contactRefusedAt, restrictedAt }: Member): void {
  if (restrictedAt !== undefined) throw conflict('member_restricted')
  if (contactRefusedAt !== undefined) throw conflict('contact_refused')
  if (person?.email === undefined) throw invalid('mail_address_missing')
}

function makeConsentWrites(deps: ConsentDeps, now: Date, before: Member, changed: Member): Write[] {
  const after = nextVersion(changed)
  return [deps.members.save(after), traceChange(deps, { ...bySelf, now }, { act: 'corrected', before, after })]
}

/** The mails to the signed-in person about their own record, newest first. */
export async function listOwnNews(
  deps: Pick<Deps, 'selves' | 'members' | 'newsDeliveries'>,
  caller: Pick<Caller, 'subject'>,
): Promise<OwnNews[]> {
  const { id } = await readOwnMember(deps, caller)
  const all = await deps.newsDeliveries.ofMember(id)
  return all.toReversed().map(({ plannedAt, ...each }) => OwnNews.parse({ ...each, at: plannedAt }))
}
