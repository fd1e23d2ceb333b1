import * as z from 'zod'
import { rule } from './field-rule.ts'

/** A line of free text: trimmed, 1 to `max` characters, no control or invisible ones; refused with `text_shape`. */
export const plainText = (max: number) =>
  z
    .string()
    .overwrite((text) => text.normalize('NFC').trim())
    .refine((text) => text.length > 0 && text.length <= max && !/[\p{C}\p{Zl}\p{Zp}]/u.test(text), rule('text_shape'))
    .meta({ minLength: 1, maxLength: max })
