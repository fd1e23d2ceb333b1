import { type Contested, Moved } from '../domain/problems/moved.ts'
import { type Placeholders, placeholders } from './placeholders.ts'
import type { Item, Key, Table, Write } from './table.ts'

/** What an item must hold to be written: these values, and where the value is undefined, no such attribute. */
type Expected = Record<string, unknown>

/** The meaning of a refused condition: a race lost over `what`. */
export const moved = (what: Contested) => () => new Moved(what)

const isAbsent: Expected = { pk: undefined }

/** Nothing refuses a write that expects nothing. */
const neverRefused = () => new Error('A write without a condition was refused')

/** Puts an item, over whatever is there unless something else is expected. */
export const put = (
  table: Table,
  item: Item,
  expected: Expected = {},
  refusal: Write['refusal'] = neverRefused,
): Write => ({
  operation: { Put: { TableName: table.name, Item: item, ...condition(expected) } },
  refusal,
})

/** Puts an item that must not be there yet. */
export const insert = (table: Table, item: Item, refusal: Write['refusal'] = moved('item')): Write =>
  put(table, item, isAbsent, refusal)

/** Puts a version of an item over the version before it; the first must not be there yet. */
export const putVersion = (table: Table, item: Item & { version: number }, refusal: Write['refusal']): Write =>
  put(table, item, item.version === 1 ? isAbsent : { version: item.version - 1 }, refusal)

/** Removes an item, if it is there. */
export const remove = (
  table: Table,
  key: Key,
  expected: Expected = {},
  refusal: Write['refusal'] = neverRefused,
): Write => ({ operation: { Delete: { TableName: table.name, Key: key, ...condition(expected) } }, refusal })

/** Demands, within a transaction, that an item is as expected. */
export const check = (table: Table, key: Key, expected: Expected, refusal: Write['refusal']): Write => {
  const places = placeholders()
  const ConditionExpression = conditionOn(places, expected)
  return {
    operation: { ConditionCheck: { TableName: table.name, Key: key, ConditionExpression, ...places.attributes() } },
    refusal,
  }
}

/** Demands, within a transaction, that an item is not there. */
export const absent = (table: Table, key: Key, refusal: Write['refusal']): Write => check(table, key, isAbsent, refusal)

/** What becomes of attributes: set to values, removed, or numbers added to them (to 0 where there is none). */
type Change = { set?: Record<string, unknown>; remove?: string[]; add?: Record<string, number> }

/** Changes attributes of an item, and makes the item if it is not there. */
export function update(
  table: Table,
  key: Key,
  { set = {}, remove: removed = [], add = {} }: Change,
  expected: Expected = {},
  refusal: Write['refusal'] = neverRefused,
): Write {
  const places = placeholders()
  const { name, value } = places
  const clauses = [
    ['SET', Object.entries(set).map(([attribute, to]) => `${name(attribute)} = ${value(to)}`)],
    ['REMOVE', removed.map(name)],
    ['ADD', Object.entries(add).map(([attribute, amount]) => `${name(attribute)} ${value(amount)}`)],
  ] as const
  const UpdateExpression = clauses
    .filter(([, parts]) => parts.length > 0)
    .map(([clause, parts]) => `${clause} ${parts.join(', ')}`)
    .join(' ')
  const ConditionExpression = conditionOn(places, expected)
  return {
    operation: {
      Update: {
        TableName: table.name,
        Key: key,
        UpdateExpression,
        ...(ConditionExpression !== '' && { ConditionExpression }),
        ...places.attributes(),
      },
    },
    refusal,
  }
}

function condition(expected: Expected) {
  const places = placeholders()
  const ConditionExpression = conditionOn(places, expected)
  return ConditionExpression === '' ? {} : { ConditionExpression, ...places.attributes() }
}

const conditionOn = ({ name, value }: Placeholders, expected: Expected): string =>
  Object.entries(expected)
    .map(([attribute, is]) =>
      is === undefined ? `attribute_not_exists(${name(attribute)})` : `${name(attribute)} = ${value(is)}`,
    )
    .join(' AND ')
