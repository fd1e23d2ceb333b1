/** What some writers came to in a window of time. */
export type Writing = { perSecond: number; latenciesMs: number[]; refused: number }

/**
 * Lets so many writers write, each one thing after the other, until the window is over; what is under way then is
 * waited for. `write` says whether it was refused.
 */
export async function writeFor(
  windowMs: number,
  writers: number,
  write: () => Promise<'written' | 'refused'>,
): Promise<Writing> {
  const latenciesMs: number[] = []
  let refused = 0
  const started = performance.now()
  const writer = async () => {
    while (performance.now() - started < windowMs) {
      const began = performance.now()
      if ((await write()) === 'refused') refused++
      else latenciesMs.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: writers }, writer))
  return { perSecond: (latenciesMs.length * 1000) / (performance.now() - started), latenciesMs, refused }
}
