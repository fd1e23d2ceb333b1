/** The results of several writers in a window of time. */
export type Writing = { perSecond: number; latenciesMs: number[]; refused: number }

/**
 * Lets several writers write, each one thing after the other, until the window is over. Waits for what is then in
 * progress. `write` returns whether it was refused.
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
