const mostKept = 50
const mostBytes = 64 * 1024

/** The last events that a receiver on this machine got, newest first. It keeps what is JSON, and verifies nothing. */
export function eventBoard() {
  const kept: unknown[] = []
  return {
    keep(body: string): void {
      if (body.length > mostBytes) return
      try {
        kept.unshift(JSON.parse(body))
      } catch {
        return
      }
      kept.splice(mostKept)
    },
    list: (): unknown[] => kept,
  }
}
