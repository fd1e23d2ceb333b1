import * as z from 'zod'
import { obligationHandlers } from '../../functions/sweep/handlers.ts'
import { localConfig } from '../../infra/local/local-config.ts'
import { NewMember } from '../../shared/domain/member/member.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { senderDeps } from '../../shared/sending.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { sweep } from '../../shared/usecases/sweep.ts'
import { runFated } from './fated-process.ts'
import { callerAs, request } from './test-deps.ts'

const Told = z.object({ TEST_MEMBER: z.string() })

/**
 * Registers a member who agreed to mails and sends the news, in a process that is killed at one of its writes or mails.
 * Without `TEST_FATE` it prints their number.
 */
await runFated(jakpreneur, ['DYNAMODB', 'SESV2'], Told, async (ledger, { TEST_TABLE, TEST_MEMBER }) => {
  const deps = { ...ledger, ...senderDeps(localConfig(TEST_TABLE)) }
  const input = NewMember.parse(JSON.parse(TEST_MEMBER))
  await registerMember(deps, callerAs('admin'), request('register'), input)
  const { news } = obligationHandlers(deps)
  if (news) await sweep(deps, { news })
})
