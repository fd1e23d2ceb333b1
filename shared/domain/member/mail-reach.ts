import type { Instant } from '../calendar.ts'
import type { Email } from '../values/email.ts'
import type { Language } from '../values/language.ts'
import type { Member } from './member.ts'

/** The address to which news for a member may be mailed, and the language. */
export type MailReach = { to: Email; language: Language }

/**
 * Finds where news for a member may be mailed. Undefined when the member has not agreed, has no address or refused
 * contact, when processing is restricted, or when the record was erased or merged.
 */
export function findMailReach({
  status,
  mailConsent,
  contactRefusedAt,
  restrictedAt,
  person,
}: Member): MailReach | undefined {
  const isOwn = status === 'active' || status === 'withdrawn'
  if (!isOwn || !mailConsent || contactRefusedAt !== undefined || restrictedAt !== undefined) return undefined
  return person?.email === undefined ? undefined : { to: person.email, language: mailConsent.language }
}

/** Gives or ends the consent. A consent that is given again in the same language keeps its date. */
export function withMailConsent(member: Member, language: Language | undefined, at: Instant): Member {
  const { mailConsent, ...rest } = member
  if (language === undefined) return rest
  return { ...rest, mailConsent: mailConsent?.language === language ? mailConsent : { at, language } }
}
