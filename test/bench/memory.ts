const everyMs = 20

/** Watches how much memory this process takes. What runs for long without a pause is seen when it pauses. */
export function startMemory() {
  const before = process.memoryUsage().rss
  let most = before
  const look = () => {
    most = Math.max(most, process.memoryUsage().rss)
  }
  const timer = setInterval(look, everyMs)
  return {
    /** Stops watching: how many MiB more it was at most than at first. */
    grown(): number {
      clearInterval(timer)
      look()
      return Math.round((most - before) / 2 ** 20)
    },
  }
}
