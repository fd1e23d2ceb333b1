import * as z from 'zod'
import { makeReferralFile } from '../../shared/usecases/referral/send-by-file.ts'
import { makeReferralHandler } from '../../shared/usecases/referral/send-referral.ts'
import { sweep } from '../../shared/usecases/sweep.ts'
import { runFated } from './fated-process.ts'
import { fewAreas } from './few-areas.ts'
import { callerAs } from './test-deps.ts'

/**
 * Sends due referrals to lenders, or makes a file under the key `TEST_FILE`, in a process that is killed at one of its
 * writes. Without `TEST_FATE` it prints their number.
 */
await runFated(fewAreas, ['DYNAMODB'], z.object({ TEST_FILE: z.string().optional() }), async (deps, told) => {
  const { TEST_FILE: key } = told
  if (key === undefined) await sweep(deps, { referral: makeReferralHandler(deps) }, 3_000)
  else await makeReferralFile(deps, callerAs('admin'), { key, fingerprint: key }, { partner: 'bank-file' })
})
