import { beforeAll, expect, test } from 'vitest'
import { type Fuzzer, makeFuzzer } from '../support/fuzz.ts'

const requestsPerRoute = 60

/** FUZZ_SEED repeats a run that failed. */
const seed = Number(process.env.FUZZ_SEED ?? 20_211_130)

let fuzzer: Fuzzer
beforeAll(async () => {
  fuzzer = await makeFuzzer()
})

test('whatever is sent to a route, it answers as the document says', { timeout: 300_000 }, async () => {
  const { routes, fuzz, world } = fuzzer
  for (const route of routes) {
    const t = performance.now()
    const r = await fuzz(route, requestsPerRoute, seed).catch((error: unknown) => {
      throw new Error(`${route.name} answers wrongly`, { cause: error })
    })
    console.log(route.name, Math.round(performance.now() - t), JSON.stringify([...r]))
  }
  expect(world.deps.logged.filter((line) => line.includes('A request failed'))).toEqual([])
})
