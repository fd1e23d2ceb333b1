/** Places in a JSON value that what was read of it does not have: fields that we do not know, at most `most`. */
export const listPassedOver = (sent: unknown, read: unknown, most: number): string[] =>
  findPassedOver(sent, read, '').slice(0, most)

function findPassedOver(sent: unknown, read: unknown, place: string): string[] {
  if (!isObject(sent) || !isObject(read)) return []
  const known = new Map(Object.entries(read))
  return Object.entries(sent).flatMap(([name, value]) => {
    const here = `${place}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    return known.has(name) ? findPassedOver(value, known.get(name), here) : [here]
  })
}

/** A JSON value as one text, whatever the order of its fields. */
export const writeInOrder = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    isObject(each) ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1))) : each,
  )

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
