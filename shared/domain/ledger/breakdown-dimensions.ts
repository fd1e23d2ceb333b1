import * as z from 'zod'
import type { Bilingual } from '../bilingual.ts'
import type { Programme } from '../programme/programme.ts'
import { Gender, genderNames } from '../values/gender.ts'

/**
 * The dimensions, besides area, by which everything counted is broken down. To add a breakdown, add a field of the
 * classification, a list of figures and its terms in this file, and its values in the programme. Entries, counters, figures,
 * crossings, reports, imports, exports and the API follow.
 *
 * If entries exist already, make the new dimension optional. Entries without a value in it are `unstated` and have no
 * key for it in a counter's name, so existing names stay the same.
 *
 * `code` is the schema of a code of the programme.
 */
export const classificationShape = <T extends z.ZodType>(code: T) => ({
  agency: code,
  gender: Gender,
  category: code,
})

/** The lists of figures, one per dimension. The list of an optional dimension is optional. */
export const listShape = <T extends z.ZodType>(rows: T) => ({
  agencies: rows,
  genders: rows,
  categories: rows,
})

/** Makes the lists of figures, one per dimension. Leaves out an optional dimension's list if it is empty. */
export const makeLists = <T>(rows: (dimension: Dimension) => T[]) => ({
  agencies: rows('agency'),
  genders: rows('gender'),
  categories: rows('category'),
})

type DimensionTerms = {
  name: Bilingual
  list: DimensionList
  /** The dimension's values in a programme; empty if the programme does not use it. */
  values: (programme: Programme) => DimensionValue[]
  /** Whether its codes are words for programs, such as `female`, and not official codes. */
  hasWordCodes: boolean
}

/** A value's code, its character in counter names (never reused), and its names in figures and reports. */
type DimensionValue = { code: string; key: string; label: string; name: Bilingual }

const genderKeys = { female: 'f', male: 'm', unknown: 'u' } as const

/** The order here is the order of keys in counter names, of the parts of a crossing, and of the tables in a report. */
export const dimensions: Record<Dimension, DimensionTerms> = {
  agency: {
    name: { id: 'Perangkat daerah', en: 'Agency' },
    list: 'agencies',
    values: ({ agencies }) =>
      agencies.map(({ code, key, name }) => ({ code, key, label: name, name: { id: name, en: name } })),
    hasWordCodes: false,
  },
  gender: {
    name: { id: 'Jenis kelamin', en: 'Gender' },
    list: 'genders',
    values: () => Gender.options.map((code) => ({ code, key: genderKeys[code], label: code, name: genderNames[code] })),
    hasWordCodes: true,
  },
  category: {
    name: { id: 'Kategori', en: 'Category' },
    list: 'categories',
    values: ({ categories }) => categories.map(({ code, key, name }) => ({ code, key, label: name.id, name })),
    hasWordCodes: true,
  },
}

/** The values that something counts under, apart from its area. */
export const Classification = z.object(classificationShape(z.string()))
export type Classification = z.infer<typeof Classification>

/** The values that a filter or a change names. */
export type PartialClassification = Partial<{ [D in Dimension]: Classification[D] | undefined }>

export type Dimension = keyof ReturnType<typeof classificationShape>
export const dimensionNames = Classification.keyof().options

export type DimensionList = keyof ReturnType<typeof listShape>

/** The value that is shown when an optional dimension has none. */
export const unstated: DimensionValue = {
  code: 'unstated',
  key: '-',
  label: 'unstated',
  name: { id: 'Tidak diisi', en: 'Not stated' },
}

export const isOptional = (dimension: Dimension): boolean => Classification.shape[dimension].isOptional()

/** Every value that has a row in a breakdown. */
export function valuesIn(programme: Programme, dimension: Dimension): DimensionValue[] {
  const values = dimensions[dimension].values(programme)
  return values.length > 0 && isOptional(dimension) ? [...values, unstated] : values
}

/** The code of a classification in a dimension. */
export const codeIn = (classification: Partial<Record<Dimension, string | undefined>>, dimension: Dimension): string =>
  classification[dimension] ?? unstated.code

/** The codes of a classification, in the order of the dimensions, without trailing unstated ones. */
export function codesOf(classification: Classification): string[] {
  const codes = dimensionNames.map((dimension) => codeIn(classification, dimension))
  return codes.slice(0, codes.findLastIndex((code) => code !== unstated.code) + 1)
}

export const isSameClassification = (a: Classification, b: Classification): boolean =>
  dimensionNames.every((dimension) => codeIn(a, dimension) === codeIn(b, dimension))

/** Replaces the values of a classification that a change names. */
export function changeClassification(from: Classification, change: PartialClassification): Classification {
  const namedChanges = Object.entries(change).filter(([, value]) => value !== undefined)
  return Classification.parse({ ...from, ...Object.fromEntries(namedChanges) })
}
