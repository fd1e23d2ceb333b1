import * as z from 'zod'
import { rule } from '../problems/field-rule.ts'

/** A line of free text: trimmed, 1 to `max` characters, no control or invisible ones; refused with `text_shape`. */
export const plainText = (max: number) =>
  z
    .string()
    .overwrite((text) => text.normalize('NFC').trim())
    .refine((text) => text.length > 0 && text.length <= max && !/[\p{C}\p{Zl}\p{Zp}]/u.test(text), rule('text_shape'))
    .meta({ minLength: 1, maxLength: max })

/**
 * Every object has something under these names (`constructor`, `__proto__`): what is kept by one of them is lost, or
 * cannot be stored.
 */
const isReserved = (name: string): boolean => name in Object.prototype

/** A name that a caller chooses and something is kept by; refused with `name_reserved` where every object has it. */
export const freeName = (name: z.ZodType<string, string>) =>
  name.refine((chosen) => !isReserved(chosen), rule('name_reserved'))

/** Values by names that a caller chooses. `__proto__` is looked for beforehand: zod drops it without a word. */
export const recordByName = <V extends z.ZodType>(name: z.ZodType<string, string>, value: V) =>
  z.preprocess(
    (given, context) => {
      if (typeof given === 'object' && given !== null && Object.hasOwn(given, '__proto__'))
        context.addIssue({ code: 'custom', ...rule('name_reserved'), path: ['__proto__'] })
      return given
    },
    z.record(freeName(name), value),
  )
