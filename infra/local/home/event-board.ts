const mostEvents = 50
const mostBytes = 64 * 1024

/** The last events received on this machine, newest first. It keeps everything that is JSON, and verifies nothing. */
export function eventBoard() {
  const events: unknown[] = []
  return {
    keep(body: string): void {
      if (body.length > mostBytes) return
      try {
        events.unshift(JSON.parse(body))
      } catch {
        return
      }
      events.splice(mostEvents)
    },
    list: (): unknown[] => events,
  }
}
