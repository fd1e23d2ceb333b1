import fc from 'fast-check'
import { JsonSchema } from './json-schema.ts'

/**
 * Values that make a request meaningful, by the name of the field or schema: known areas, members, months. A name with
 * a type (`number: integer`) is for that type only.
 */
export type Words = Record<string, fc.Arbitrary<unknown>>

const long = 'x'.repeat(600)

/** Values that people, programs and attackers send where something else is expected. */
const junk = fc.constantFrom<unknown>(
  ...[null, true, false, 0, -0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER, 5e-324],
  ...[
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\u202E',
    '\uFEFF',
    long,
    '__proto__',
    'constructor',
    'ALL',
    '0',
    '-1',
    '1e400',
    'null',
  ],
  ...[
    '2021-02-29',
    '2021-13',
    '0000-01-01',
    '9999-12-31',
    '=1+1',
    "'; --",
    '../..',
    '%00',
    '{{7*7}}',
    '<b>',
    '31',
    '31.71',
  ],
  ...[[], {}, [[]], [null], { a: 1 }, { length: -1 }, { toString: 1 }],
)

export type Generator = { valid: fc.Arbitrary<unknown>; mutated: fc.Arbitrary<unknown> }

/** Makes arbitraries from a document's schemas: for allowed values, and for values that are mostly refused. */
export function schemaArbitraries(schemas: Record<string, unknown>, words: Words) {
  const named = new Map<string, fc.Arbitrary<unknown>>()

  function valid(schema: JsonSchema, name = ''): fc.Arbitrary<unknown> {
    if (schema.$ref) return referTo(schema.$ref.replace('#/components/schemas/', ''))
    const known = words[`${name}: ${schema.type}`] ?? words[name]
    const made = plain(schema, name)
    return known ? fc.oneof({ arbitrary: known, weight: 20 }, { arbitrary: made, weight: 1 }) : made
  }

  function plain(schema: JsonSchema, name: string): fc.Arbitrary<unknown> {
    const { type, properties, items, anyOf } = schema
    if (schema.enum) return fc.constantFrom(...schema.enum)
    if (anyOf) return fc.oneof(...anyOf.map((choice) => valid(choice, name)))
    if (Array.isArray(type)) return fc.oneof(...type.map((each) => plain({ ...schema, type: each }, name)))
    if (properties) return fields(properties, schema.required)
    if (items) {
      const { minItems = 0, maxItems = 3 } = schema
      return fc.array(valid(items, name), { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 4)) })
    }
    switch (type) {
      case 'integer':
      case 'number':
        return fc.integer({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1_000_000 })
      case 'boolean':
        return fc.boolean()
      case 'null':
        return fc.constant(null)
      default:
        return text(schema)
    }
  }

  function referTo(name: string): fc.Arbitrary<unknown> {
    const known = named.get(name)
    if (known) return known
    const made = valid(JsonSchema.parse(schemas[name]), name)
    named.set(name, made)
    return made
  }

  function fields(properties: Record<string, JsonSchema>, required: string[]): fc.Arbitrary<unknown> {
    const values = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, valid(each, name)]))
    return fc.record<Record<string, unknown>>(values, { requiredKeys: required })
  }

  return (schema: JsonSchema, name = ''): Generator => {
    const good = valid(schema, name)
    return { valid: good, mutated: fc.oneof(good.chain(spoilt), junk) }
  }
}

function text({ pattern, format, minLength = 0, maxLength = 40, example }: JsonSchema): fc.Arbitrary<string> {
  const made = pattern
    ? fc.stringMatching(new RegExp(pattern))
    : format === 'date'
      ? fc.date({ min: new Date('2021-10-01'), max: new Date('2021-12-10'), noInvalidDate: true }).map(dayOf)
      : format === 'email'
        ? fc.emailAddress()
        : fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)), unit: 'grapheme' })
  return typeof example === 'string' ? fc.oneof(made, fc.constant(example)) : made
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10)

/** A value with a fault somewhere: a field of another kind, a missing or additional field, an array of other things. */
function spoilt(value: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(value))
    return fc.oneof(
      junk,
      junk.map((more) => [...value, more]),
      fc.constant([...value, ...value]),
      fc.constant(Array(300).fill(value[0] ?? null)),
    )
  if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value)
    const more = fc.tuple(fc.constantFrom('extra', '__proto__', 'constructor', 'id'), junk).map(([name, each]) => {
      return Object.fromEntries([...Object.entries(value), [name, each]])
    })
    if (names.length === 0) return fc.oneof(junk, more)
    const without = fc.constantFrom(...names).map((name) => Object.fromEntries(others(value, name)))
    const changed = fc.constantFrom(...names).chain((name) => {
      const [, before] = Object.entries(value).find(([each]) => each === name) ?? []
      return spoilt(before).map((each) => Object.fromEntries([...others(value, name), [name, each]]))
    })
    return fc.oneof({ arbitrary: changed, weight: 4 }, without, more, junk)
  }
  if (typeof value === 'number')
    return fc.oneof(junk, fc.constantFrom(-value, value + 0.5, String(value), value * 1e9, Number.MAX_VALUE))
  if (typeof value === 'string')
    return fc.oneof(
      junk,
      fc.constantFrom(`${value} `, value.slice(1), `${value}${value}`, value.toUpperCase(), `=${value}`),
    )
  return junk
}

const others = (value: object, name: string) => Object.entries(value).filter(([each]) => each !== name)
