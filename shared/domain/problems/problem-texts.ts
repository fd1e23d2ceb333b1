import type { Bilingual } from '../bilingual.ts'
import texts from './problem-texts.data.json' with { type: 'json' }

/**
 * Every code of a refusal or warning, with its sentence. A param of the problem replaces `{name}`. Codes are stable, because
 * clients rely on them. Sentences may change.
 */
export const problemTexts = texts satisfies Record<string, Bilingual>

export type ProblemCode = keyof typeof problemTexts

/** The types of JSON in words, each with an example, by the name that a schema gives them. */
const typeWords: Record<string, Bilingual> = {
  string: { id: 'teks, misalnya "Budi"', en: 'text, such as "Budi"' },
  number: { id: 'bilangan, misalnya 12', en: 'a number, such as 12' },
  int: { id: 'bilangan bulat, misalnya 12', en: 'a whole number, such as 12' },
  boolean: { id: 'true atau false', en: 'true or false' },
  array: { id: 'larik, misalnya ["P1", "P2"]', en: 'a list, such as ["P1", "P2"]' },
  object: { id: 'objek, misalnya {"name": "Budi"}', en: 'an object, such as {"name": "Budi"}' },
  record: { id: 'objek, misalnya {"name": "Budi"}', en: 'an object, such as {"name": "Budi"}' },
}

/** Indonesian writes a decimal comma. */
const writeParam = (value: string | number | boolean, language: keyof Bilingual) =>
  typeof value === 'number' && language === 'id' ? String(value).replace('.', ',') : String(value)

/** The sentence of a problem in both languages, with its params filled in. */
export function sentence(code: ProblemCode, params: Record<string, string | number | boolean> = {}): Bilingual {
  const type = code === 'value_type' ? typeWords[String(params.expected)] : undefined
  const fill = (language: keyof Bilingual) =>
    problemTexts[code][language].replace(/\{(\w+)\}/g, (whole, name: string) =>
      writeParam((name === 'expected' && type?.[language]) || (params[name] ?? whole), language),
    )
  return { id: fill('id'), en: fill('en') }
}
