import { pointInto } from '../values/json-pointer.ts'

/** JSON Pointers to the deepest differences of two JSON values, at most `most` of them. */
export const listDifferences = (a: unknown, b: unknown, most: number): string[] =>
  findDifferences(a, b, '').slice(0, most)

function findDifferences(a: unknown, b: unknown, place: string): string[] {
  if (Object.is(a, b)) return []
  if (!isNode(a) || !isNode(b) || Array.isArray(a) !== Array.isArray(b)) return [place]
  const [before, after] = [new Map(Object.entries(a)), new Map(Object.entries(b))]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) =>
    findDifferences(before.get(name), after.get(name), pointInto(place, name)),
  )
}

const isNode = (value: unknown): value is object => typeof value === 'object' && value !== null
