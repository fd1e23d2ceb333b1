const everyMs = 20

/** Watches how much memory this process takes. It looks only when the process pauses. */
export function startMemory() {
  const before = process.memoryUsage().rss
  let most = before
  const look = () => {
    most = Math.max(most, process.memoryUsage().rss)
  }
  const timer = setInterval(look, everyMs)
  return {
    /** Stops watching. Returns by how many MiB memory grew at most. */
    grown(): number {
      clearInterval(timer)
      look()
      return Math.round((most - before) / 2 ** 20)
    },
  }
}
