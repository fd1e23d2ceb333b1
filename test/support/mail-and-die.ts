import * as z from 'zod'
import { obligationHandlers } from '../../functions/sweep/handlers.ts'
import { localConfig } from '../../infra/local/local-config.ts'
import { senderDeps } from '../../shared/sending.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { sweep } from '../../shared/usecases/sweep.ts'
import { runFated } from './fated-process.ts'
import { fewAreas } from './few-areas.ts'

/**
 * Closes, issues and mails, in a process that is killed at one of its writes or mails. Without `TEST_FATE` it prints their
 * number.
 */
await runFated(fewAreas, ['DYNAMODB', 'S3', 'SESV2'], z.object({}), async (ledger, { TEST_TABLE }) => {
  const deps = { ...ledger, ...senderDeps(localConfig(TEST_TABLE)) }
  await closeMonths(deps, 'schedule')
  const { mail, mailing } = obligationHandlers(deps)
  if (mail && mailing) for (let i = 0; i < 2; i++) await sweep(deps, { mail, mailing })
})
