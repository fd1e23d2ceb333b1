import { beforeAll, expect, test } from 'vitest'
import { type Fuzzer, makeFuzzer } from '../support/fuzz.ts'
import { routeCases } from '../support/route-cases.ts'

// 400 requests a route; fewer where nothing varies or each recounts the ledger.
const rounds = 2
const requestsPerRound = 200

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
    for (let round = 0; round < rounds; round++) await fuzzer.fuzz(name, requestsPerRound, seed + i + 100 * round)
    expect(fuzzer.failures()).toEqual([])
  },
)
