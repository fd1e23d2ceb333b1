import type { Scope } from '../domain/access/policy.ts'
import type { Condition } from './index-page.ts'
import { placeholders } from './placeholders.ts'

/** The filter for items that lie in one of these places and have this status. Undefined if all do. */
export function scopeCondition(places: Scope[], root: string, status?: string): Condition | undefined {
  const { name, value, attributes } = placeholders()
  const placeCondition = ({ area, agency }: Scope): string =>
    [
      ...(area === root
        ? []
        : [`(${name('area')} = ${value(area)} OR begins_with(${name('area')}, ${value(`${area}.`)}))`]),
      ...(agency === undefined ? [] : [`${name('agency')} = ${value(agency)}`]),
    ].join(' AND ')
  const isEverywhere = places.some(({ area, agency }) => area === root && agency === undefined)
  const parts = isEverywhere ? [] : places.map(placeCondition)
  const conditions = [
    // DynamoDB refuses parentheses that change nothing.
    ...(parts.length > 1 ? [`(${parts.join(' OR ')})`] : parts),
    ...(status === undefined ? [] : [`${name('status')} = ${value(status)}`]),
  ]
  return conditions.length === 0 ? undefined : { expression: conditions.join(' AND '), ...attributes() }
}
