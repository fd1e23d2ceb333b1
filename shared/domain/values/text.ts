import * as z from 'zod'
import { rule } from '../problems/field-rule.ts'
import { cleanText } from './clean-text.ts'

/**
 * A line of free text: cleaned (`cleanText`), 1 to `max` characters, without control characters. Refused with
 * `text_shape`.
 */
export const plainText = (max: number) =>
  z
    .string()
    .overwrite(cleanText)
    .refine((text) => text.length > 0 && text.length <= max && !/[\p{C}\p{Zl}\p{Zp}]/u.test(text), rule('text_shape'))
    .meta({ minLength: 1, maxLength: max })

/** Ten digits in a row, or an e-mail address. A report must not hold people's numbers and addresses. */
const personalData = /(?:\d[ .-]?){10,}|\S@\S/

/** A line of free text that reports print, for everybody. Refused with `text_personal` if it names a person's number. */
export const reportText = (max: number) =>
  plainText(max)
    .refine((text) => !personalData.test(text), rule('text_personal'))
    .meta({ minLength: 1, maxLength: max })

/**
 * Names that every object has (`constructor`, `__proto__`). A value stored under one of them would be lost.
 */
const isReserved = (name: string): boolean => name in Object.prototype

/** A name that a caller chooses as a key. Refused with `name_reserved` when every object has it. */
export const freeName = (name: z.ZodType<string, string>) =>
  name.refine((text) => !isReserved(text), rule('name_reserved'))

/** A record of values by names that a caller chooses. Checks for `__proto__` first, because zod drops it silently. */
export const recordByName = <V extends z.ZodType>(name: z.ZodType<string, string>, value: V) =>
  z.preprocess(
    (input, context) => {
      if (typeof input === 'object' && input !== null && Object.hasOwn(input, '__proto__'))
        context.addIssue({ code: 'custom', ...rule('name_reserved'), path: ['__proto__'] })
      return input
    },
    z.record(freeName(name), value),
  )
