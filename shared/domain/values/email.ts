import * as z from 'zod'
import { rule } from '../problems/field-rule.ts'
import { cleanText } from './clean-text.ts'

// Only the domain ignores case. The recipient's system decides about the part before the @.
function lowerDomain(text: string): string {
  const at = text.lastIndexOf('@')
  return text.slice(0, at + 1) + text.slice(at + 1).toLowerCase()
}

const isEmail = (text: string) => text.length <= 254 && text.lastIndexOf('@') <= 64 && z.regexes.email.test(text)

/**
 * An e-mail address of at most 254 characters (64 before the `@`), its domain in lower case; refused with `email_shape`.
 * Source of the lengths: RFC 5321 section 4.5.3.1.
 */
export const Email = z
  .string()
  .overwrite((text) => lowerDomain(cleanText(text)))
  .refine(isEmail, rule('email_shape'))
  .meta({ id: 'Email', format: 'email', maxLength: 254, example: 'siti@example.id' })
export type Email = z.infer<typeof Email>

/** `s***@example.id` */
export const maskEmail = (email: Email): string => `${email.charAt(0)}***${email.slice(email.lastIndexOf('@'))}`
