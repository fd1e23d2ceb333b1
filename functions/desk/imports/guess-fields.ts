import type { FieldHeadings } from '../../../shared/domain/import/field-headings.ts'
import { type ImportMapping, planColumns } from '../../../shared/domain/import/mapping.ts'
import type { FormValues } from '../form/form-state.ts'

/** The form field for the n-th column of the file. */
export const columnField = (n: number): string => `c${n}`

/**
 * Lists the required fields that the file lacks: neither a column nor a default of the mapping provides them. Any field
 * of a group is enough.
 */
export const listMissingFields = (fields: FieldHeadings, mapping: ImportMapping, headings: string[]): string[][] =>
  planColumns(fields, mapping, headings).problems.flatMap(({ code, params }) =>
    code === 'import_field_missing' ? [String(params?.field).split(' / ')] : [],
  )

/** Guesses the field of each column from the mapping of the import, the names of fields, and common headings. */
export function guessFields(fields: FieldHeadings, mapping: ImportMapping, headings: string[]): FormValues {
  const { plan } = planColumns(fields, mapping, headings)
  return headings.map((_, n): [string, string] => [columnField(n), plan.indexOf(plan[n]) === n ? (plan[n] ?? '') : ''])
}
