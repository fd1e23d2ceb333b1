import { randomUUID } from 'node:crypto'
import type { ErrorKind, Problem } from '../../../shared/domain/problems/app-error.ts'

/** The names and values of a form's fields. A name may occur several times. */
export type FormValues = [name: string, value: string][]

/** A form to show: new, or as it was sent, with its problems. */
export type FormState = {
  /** A form that is sent twice with the same key takes effect once. */
  key: string
  /** The version of the stored thing that the form changes. */
  version?: number | undefined
  values: FormValues
  problems: Problem[]
  /** The kind of the refusal to which the problems belong. */
  refusedAs?: ErrorKind
  /** The stored values, if somebody changed them after the form was made. */
  current?: FormValues
  /** `given back`: kept while the session was over. `sent before`: its key was used with other content. */
  notice?: 'given back' | 'sent before'
}

/** A form that nobody has sent yet. */
export const newForm = (values: FormValues = [], version?: number): FormState => ({
  key: randomUUID(),
  version,
  values,
  problems: [],
})

export const valueAt = (values: FormValues, name: string): string => values.find(([each]) => each === name)?.[1] ?? ''

export const valuesAt = (values: FormValues, name: string): string[] =>
  values.flatMap(([each, value]) => (each === name ? [value] : []))

/** Fields that belong to the form itself. No schema reads them. */
export const keyField = '_key'
export const versionField = '_version'
export const showField = '_show'
export const isOwnField = (name: string): boolean => name.startsWith('_')

/**
 * Converts fields to an object: `person.nik` becomes a nested field, and `stages[]` a list. Leaves empty fields out,
 * and joins lines with spaces.
 */
export function toObject(values: FormValues): Record<string, unknown> {
  const filledFields = values.filter(([name, value]) => !isOwnField(name) && value.trim() !== '')
  return nestFields(filledFields.map(([name, value]) => [name.split('.'), value.replaceAll(/\s+/g, joinLines)]))
}

/** Replaces blanks with a line break among them by a single blank. */
const joinLines = (blank: string): string => (blank.includes('\n') ? ' ' : blank)

function nestFields(fields: [path: string[], value: string][]): Record<string, unknown> {
  const names = [...new Set(fields.flatMap(([[name]]) => name ?? []))]
  return Object.fromEntries(
    names.map((name) => {
      const inside = fields.filter(([[first]]) => first === name)
      const leaves = inside.filter(([path]) => path.length === 1).map(([, value]) => value)
      if (name.endsWith('[]')) return [name.slice(0, -2), leaves]
      if (leaves.length > 0) return [name, leaves[0]]
      return [name, nestFields(inside.map(([[, ...rest], value]) => [rest, value]))]
    }),
  )
}
