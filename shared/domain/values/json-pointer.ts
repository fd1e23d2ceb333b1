/** The JSON Pointer to a field of an object, or an item of a list, at a place. */
export const pointInto = (place: string, name: string | number): string =>
  `${place}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`

/** The value at a JSON Pointer. If a value on the way has no fields, returns that value. */
export function readAt(value: unknown, pointer: string): unknown {
  const names = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  let found = value
  for (const name of names) {
    if (typeof found !== 'object' || found === null) return found
    found = new Map(Object.entries(found)).get(name)
  }
  return found
}
