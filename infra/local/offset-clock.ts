/** A clock that starts at an instant and runs on. Without an instant, the real clock. */
export function offsetClock(start?: Date): () => Date {
  const offset = start === undefined ? 0 : start.getTime() - Date.now()
  return () => new Date(Date.now() + offset)
}
