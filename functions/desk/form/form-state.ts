import { randomUUID } from 'node:crypto'
import type { Problem } from '../../../shared/domain/problems/app-error.ts'

/** What stands in the fields of a form, by name; a name may come several times. */
export type FormValues = [name: string, value: string][]

/** A form as it is shown: empty at first, or as it was sent with what is wrong. */
export type FormState = {
  /** Sent twice with one key, a form has its effect once. */
  key: string
  /** Of what there is already: the version that the form was made from. */
  version?: number | undefined
  values: FormValues
  problems: Problem[]
  /** What is stored now, where it has changed since the form was made. */
  current?: FormValues
  /** `given back` after signing in again; `sent before` with other content. */
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

/** Fields that the form itself needs, and no schema reads. */
export const keyField = '_key'
export const versionField = '_version'
export const showField = '_show'
export const isOwnField = (name: string): boolean => name.startsWith('_')

/**
 * Of names such as `person.nik` and, for lists, `stages[]`. What is empty is left out, as if it had not been asked; what
 * was typed in several lines is one text.
 */
export function objectOf(values: FormValues): Record<string, unknown> {
  const given = values.filter(([name, value]) => !isOwnField(name) && value.trim() !== '')
  return nested(given.map(([name, value]) => [name.split('.'), value.replaceAll(/\s*\n\s*/g, ' ')]))
}

function nested(given: [path: string[], value: string][]): Record<string, unknown> {
  const names = [...new Set(given.flatMap(([[name]]) => name ?? []))]
  return Object.fromEntries(
    names.map((name) => {
      const inside = given.filter(([[first]]) => first === name)
      const leaves = inside.filter(([path]) => path.length === 1).map(([, value]) => value)
      if (name.endsWith('[]')) return [name.slice(0, -2), leaves]
      if (leaves.length > 0) return [name, leaves[0]]
      return [name, nested(inside.map(([[, ...rest], value]) => [rest, value]))]
    }),
  )
}
