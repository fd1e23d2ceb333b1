/** Repeatable random numbers: the same seed gives the same draws in the same order. */
export type SeededRandom = ReturnType<typeof seededRandom>

/** A generator over 32 bits (mulberry32): good enough for a demo, not for secrets. */
export function seededRandom(seed: number) {
  let state = seed

  /** From 0 up to, but not including, 1. */
  function fraction(): number {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number, both ends included. */
  const int = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1))

  function pick<T>(items: readonly T[]): T {
    const [item] = items.slice(int(0, items.length - 1))
    if (item === undefined) throw new Error('There is nothing to pick from')
    return item
  }

  /** One of the items, drawn with probabilities by their weights. */
  function pickByWeight<T>(items: readonly (readonly [item: T, weight: number])[]): T {
    let remaining = fraction() * items.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [item, weight] of items) {
      remaining -= weight
      if (remaining < 0) return item
    }
    return pick(items)[0]
  }

  return {
    fraction,
    int,
    pick,
    pickByWeight,
    /** True with this probability. */
    happens: (probability: number): boolean => fraction() < probability,
    bytes: (count: number): Uint8Array => Uint8Array.from({ length: count }, () => int(0, 255)),
    /** `count` different items, in random order. */
    pickSome<T>(items: readonly T[], count: number): T[] {
      return items
        .map((item) => ({ item, at: fraction() }))
        .toSorted((a, b) => a.at - b.at)
        .slice(0, count)
        .map(({ item }) => item)
    },
  }
}
