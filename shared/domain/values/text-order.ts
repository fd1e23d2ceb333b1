/** Compares two texts by code units, like sort keys, in any language. */
export type Order = (a: string, b: string) => number
export const ascending: Order = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
export const descending: Order = (a, b) => ascending(b, a)

/** Orders entries by their keys. */
export const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => ascending(a, b)
