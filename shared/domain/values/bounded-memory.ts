/**
 * Keeps values by key in memory, each for one edition of its source. If the weights together exceed `mostWeight`, the
 * values that were not used for the longest time are dropped.
 */
export function makeBoundedMemory<T>(mostWeight: number) {
  const kept = new Map<string, { edition: string; value: T; weight: number }>()
  let weight = 0
  const drop = (key: string) => {
    weight -= kept.get(key)?.weight ?? 0
    kept.delete(key)
  }
  return {
    get(key: string, edition: string): T | undefined {
      const found = kept.get(key)
      if (found?.edition !== edition) return undefined
      kept.delete(key)
      kept.set(key, found)
      return found.value
    },
    keep(key: string, edition: string, value: T, itsWeight: number): void {
      drop(key)
      kept.set(key, { edition, value, weight: itsWeight })
      weight += itsWeight
      for (const oldest of kept.keys()) {
        if (weight <= mostWeight) break
        drop(oldest)
      }
    },
    clear(): void {
      kept.clear()
      weight = 0
    },
  }
}
