import { type Contested, LostRace } from '../domain/problems/lost-race.ts'
import { type Placeholders, placeholders } from './placeholders.ts'
import type { Item, Key, Table, Write, WriteRefusal } from './table.ts'

/** The condition of a write: the item has these values; undefined means that it has no such attribute. */
type Expected = Record<string, unknown>

/** No condition, or a condition with the refusal of a write that does not meet it. */
export type Conditions = [] | [expected: Expected, refusal: WriteRefusal]

/** The refusal that means a lost race over `what`. */
export const lostRace = (what: Contested) => () => new LostRace(what)

/** The condition that there is no item. It has no placeholders, because most items of a transaction carry it. */
const absence = 'attribute_not_exists(pk)'

/** Puts an item over any existing one, unless a condition is given and not met. */
export const put = (table: Table, item: Item, ...[expected = {}, refusal]: Conditions): Write => ({
  operation: { Put: { TableName: table.name, Item: item, ...condition(expected) } },
  refusal,
})

/** Puts an item that must not exist yet. */
export const insert = (table: Table, item: Item, refusal: WriteRefusal = lostRace('item')): Write => ({
  operation: { Put: { TableName: table.name, Item: item, ConditionExpression: absence } },
  refusal,
})

/** Puts a version of an item over the version before it. For version 1, the item must not exist yet. */
export const putVersion = (table: Table, item: Item & { version: number }, refusal: WriteRefusal): Write =>
  item.version === 1 ? insert(table, item, refusal) : put(table, item, { version: item.version - 1 }, refusal)

/** Removes an item, if it exists. */
export const remove = (table: Table, key: Key, ...[expected = {}, refusal]: Conditions): Write => ({
  operation: { Delete: { TableName: table.name, Key: key, ...condition(expected) } },
  refusal,
})

/** Requires, in a transaction, that an item meets the condition. */
export const requireCondition = (table: Table, key: Key, expected: Expected, refusal: WriteRefusal): Write => {
  const places = placeholders()
  const ConditionExpression = conditionOn(places, expected)
  return {
    operation: { ConditionCheck: { TableName: table.name, Key: key, ConditionExpression, ...places.attributes() } },
    refusal,
  }
}

/** Requires, in a transaction, that an item does not exist. */
export const requireAbsent = (table: Table, key: Key, refusal: WriteRefusal): Write => ({
  operation: { ConditionCheck: { TableName: table.name, Key: key, ConditionExpression: absence } },
  refusal,
})

/** How attributes change: set, removed, or increased (an absent number counts as 0). */
type Change = { set?: Record<string, unknown>; remove?: string[]; add?: Record<string, number> }

/** Changes attributes of an item. Creates the item if it does not exist. */
export function update(
  table: Table,
  key: Key,
  { set = {}, remove: removed = [], add = {} }: Change,
  ...[expected = {}, refusal]: Conditions
): Write {
  const places = placeholders()
  const { name, value } = places
  const clauses = [
    ['SET', Object.entries(set).map(([attribute, newValue]) => `${name(attribute)} = ${value(newValue)}`)],
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
    .map(([attribute, expectedValue]) =>
      expectedValue === undefined
        ? `attribute_not_exists(${name(attribute)})`
        : `${name(attribute)} = ${value(expectedValue)}`,
    )
    .join(' AND ')
