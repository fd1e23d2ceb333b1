/** The items in order, `size` at a time; the last chunk may be shorter. */
export const splitIntoChunks = <T>(items: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))
