/**
 * Keeps values by key in memory, each for one edition of its source. If the weights together exceed `mostWeight`, the
 * values that were not used for the longest time are dropped.
 */
export function makeBoundedMemory<T>(mostWeight: number) {
  const entries = new Map<string, { edition: string; value: T; weight: number }>()
  let weight = 0
  const drop = (key: string) => {
    weight -= entries.get(key)?.weight ?? 0
    entries.delete(key)
  }
  return {
    get(key: string, edition: string): T | undefined {
      const found = entries.get(key)
      if (found?.edition !== edition) return undefined
      entries.delete(key)
      entries.set(key, found)
      return found.value
    },
    keep(key: string, edition: string, value: T, itsWeight: number): void {
      drop(key)
      entries.set(key, { edition, value, weight: itsWeight })
      weight += itsWeight
      for (const oldest of entries.keys()) {
        if (weight <= mostWeight) break
        drop(oldest)
      }
    },
    clear(): void {
      entries.clear()
      weight = 0
    },
  }
}
