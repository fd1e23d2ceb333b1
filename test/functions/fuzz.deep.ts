import { beforeAll, expect, test } from 'vitest'
import { type Fuzzer, makeFuzzer } from '../support/fuzz.ts'
import { routeCases } from '../support/route-cases.ts'

// Requests that mean something, by the areas, months, members and codes that are there, so that they reach the rules; and near
// misses of them. `contract/schemathesis.deep.ts` tries every edge of the document's schemas and of HTTP.

/** Fewer where nothing varies or each recounts the ledger. */
const requestsPerRoute = 100

/** Another seed every time; FUZZ_SEED repeats a run that failed. */
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_000)

let fuzzer: Fuzzer
beforeAll(async () => {
  fuzzer = await makeFuzzer()
})

test.each(Object.keys(routeCases).map((name, i) => ({ name, i })))(
  `$name answers whatever it is sent, at length, as the document says (FUZZ_SEED=${seed})`,
  { timeout: 900_000 },
  async ({ name, i }) => {
    await fuzzer.fuzz(name, requestsPerRoute, seed + i)
    expect(fuzzer.failures()).toEqual([])
  },
)
