import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Fuzzer, makeFuzzer } from '../support/fuzz.ts'
import { routeCases } from '../support/route-cases.ts'

const requestsPerRoute = 8

/** FUZZ_SEED repeats a run that failed, or makes another one. */
const seed = Number(process.env.FUZZ_SEED ?? 20_211_130)

let fuzzer: Fuzzer
beforeAll(async () => {
  fuzzer = await makeFuzzer()
})

test.each(Object.keys(routeCases).map((name, i) => ({ name, i })))(
  '$name answers whatever it is sent as the document says',
  { timeout: 60_000 },
  ({ name, i }) => fuzzer.fuzz(name, requestsPerRoute, seed + i),
)

afterAll(() => {
  expect(fuzzer.failures()).toEqual([])
})
