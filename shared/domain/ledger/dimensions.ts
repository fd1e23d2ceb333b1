import * as z from 'zod'
import type { Bilingual } from '../bilingual.ts'
import type { Programme } from '../programme/programme.ts'
import { Gender, genderNames } from '../values/gender.ts'

/**
 * The dimensions by which everything counted is broken down, besides its area. A new breakdown is declared in this file
 * alone: a field of a classification, a list of figures, and its terms. Entries, counters, figures, crossings, reports,
 * imports, exports and the API follow from it.
 *
 * A dimension that comes when entries exist is optional. What has no value in it is `unstated`, and its counters have no
 * key for it: so they keep their names.
 *
 * `code` reads a code of the programme.
 */
export const classificationShape = <T extends z.ZodType>(code: T) => ({
  agency: code,
  gender: Gender,
  category: code,
})

/** The lists of figures, one for each dimension; that of an optional dimension is optional. */
export const listShape = <T extends z.ZodType>(rows: T) => ({
  agencies: rows,
  genders: rows,
  categories: rows,
})

/** The same lists, made for each dimension; that of an optional dimension is left out when empty. */
export const makeLists = <T>(rows: (dimension: Dimension) => T[]) => ({
  agencies: rows('agency'),
  genders: rows('gender'),
  categories: rows('category'),
})

type DimensionTerms = {
  name: Bilingual
  list: DimensionList
  /** Its values in a programme; none where the programme does not ask for it. */
  values: (programme: Programme) => DimensionValue[]
  /** Whether its codes are words that only programs want. */
  hasWordCodes: boolean
}

/** A value's code, its character in names of counters (never reused), and what figures and reports call it. */
type DimensionValue = { code: string; key: string; label: string; name: Bilingual }

const genderKeys = { female: 'f', male: 'm', unknown: 'u' } as const

/** In the order of the keys in names of counters, of the parts of a crossing, and of the tables of a report. */
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

/** How something counts, besides its area. */
export const Classification = z.object(classificationShape(z.string()))
export type Classification = z.infer<typeof Classification>

/** What a filter or a change names of a classification. */
export type PartialClassification = Partial<{ [D in Dimension]: Classification[D] | undefined }>

export type Dimension = keyof ReturnType<typeof classificationShape>
export const dimensionNames = Classification.keyof().options

export type DimensionList = keyof ReturnType<typeof listShape>

/** The code of what has no value in an optional dimension, and its key. */
export const unstated: DimensionValue = {
  code: 'unstated',
  key: '-',
  label: 'unstated',
  name: { id: 'Tidak diisi', en: 'Not stated' },
}

export const isOptional = (dimension: Dimension): boolean => Classification.shape[dimension].isOptional()

/** Every value that a breakdown has a row for. */
export function valuesIn(programme: Programme, dimension: Dimension): DimensionValue[] {
  const values = dimensions[dimension].values(programme)
  return values.length > 0 && isOptional(dimension) ? [...values, unstated] : values
}

/** The code that a classification has in a dimension. */
export const codeIn = (of: Partial<Record<Dimension, string | undefined>>, dimension: Dimension): string =>
  of[dimension] ?? unstated.code

/** Its codes in the order of the dimensions; unstated ones at the end are left out. */
export function codesOf(of: Classification): string[] {
  const codes = dimensionNames.map((dimension) => codeIn(of, dimension))
  return codes.slice(0, codes.findLastIndex((code) => code !== unstated.code) + 1)
}

export const isSameClassification = (a: Classification, b: Classification): boolean =>
  dimensionNames.every((dimension) => codeIn(a, dimension) === codeIn(b, dimension))

/** A classification with what a change names instead. */
export function changeClassification(from: Classification, change: PartialClassification): Classification {
  const named = Object.entries(change).filter(([, value]) => value !== undefined)
  return Classification.parse({ ...from, ...Object.fromEntries(named) })
}
