import type { Programme } from '../programme/programme.ts'
import { findNearestHeading, plainHeading } from '../tables/heading.ts'
import headings from './field-headings.data.json' with { type: 'json' }
import { listImportFields } from './sheet-row.ts'

/** A column with this field is not read. */
export const ignoredField = 'ignore'

/** Headings as offices and forms write them, Indonesian and English, without marks and blanks. */
const usualHeadings: Record<string, string[]> = headings

/**
 * The texts in brackets by which forms say how to fill in a column. Other brackets may say that the column holds
 * something else.
 */
const hints = new Set(
  (
    'nik ktp sesuaiktp sesuaikk lp pl lakilakiperempuan pria wanita wajib wajibdiisi opsional jikaada bilaada aktif wa hp whatsapp ' +
    '16digit 16angka angka hurufkapital hurufbesar tanpagelar dengangelar ddmmyyyy ddmmyy mmddyyyy yyyymmdd hhbbtttt ' +
    'tglblnthn haribulantahun tanggalbulantahun'
  ).split(' '),
)

/** A heading without a hint in brackets at its end: `Jenis Kelamin (L/P)` becomes `Jenis Kelamin`. */
function withoutHint(heading: string): string {
  const at = heading.lastIndexOf('(')
  return at > 0 && hints.has(plainHeading(heading.slice(at))) ? heading.slice(0, at) : heading
}

/** Finds the field that a heading names: the field's own name, a usual one, or a stage's name with or without "tanggal". */
export type FieldHeadings = ReturnType<typeof makeFieldHeadings>

export function makeFieldHeadings(programme: Programme) {
  const fields = listImportFields(programme)
  const words = Object.entries(usualHeadings).flatMap(([field, all]) =>
    all.map((word): [string, string] => [word, field]),
  )
  const stages = programme.stages.flatMap(({ code, name }) =>
    [name.id, name.en]
      .map(plainHeading)
      .flatMap((word) => [word, `tanggal${word}`, `tgl${word}`, `${code.toLowerCase()}${word}`])
      .concat(['tanggal', 'tgl', 'dateof'].map((word) => `${word}${code.toLowerCase()}`))
      .map((word): [string, string] => [word, code]),
  )
  const ownNames = fields.map((field): [string, string] => [field.toLowerCase(), field])
  const fieldByHeading = new Map([
    ...stages,
    ...words.filter(([, field]) => field === ignoredField || fields.includes(field)),
    ...ownNames.map(([name, field]): [string, string] => [plainHeading(name), field]),
  ])
  const exact = new Map(ownNames)
  return {
    fields,
    find: (heading: string): string | undefined =>
      exact.get(heading.toLowerCase()) ??
      fieldByHeading.get(plainHeading(heading)) ??
      fieldByHeading.get(plainHeading(withoutHint(heading))),
    /** The heading or field that is spelt most like this one. */
    nearest: (heading: string): string | undefined => {
      const name = findNearestHeading(heading, fieldByHeading.keys())
      return name === undefined ? undefined : fieldByHeading.get(name)
    },
  }
}
