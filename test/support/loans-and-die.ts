import * as z from 'zod'
import { obligationHandlers } from '../../functions/sweep/handlers.ts'
import { localConfig } from '../../infra/local/local-config.ts'
import { senderDeps } from '../../shared/sending.ts'
import { applyLoanEvent } from '../../shared/usecases/loans/apply-loan-event.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { sweep } from '../../shared/usecases/sweep.ts'
import { runFated } from './fated-process.ts'
import { fewAreas } from './few-areas.ts'
import { loanEvent } from './loans.ts'
import { callerAs } from './test-deps.ts'

/**
 * Parks a loan, registers its member, reports more about two of the member's loans, and sweeps, in a process that is
 * killed at one of its writes. The next process can repeat every step. Without `TEST_FATE` it prints the number of writes.
 */
await runFated(fewAreas, ['DYNAMODB'], z.object({}), async (deps, { TEST_TABLE }) => {
  const nik = '3171011503900001'
  const whose = { member: { nik } }
  const dates = { submitted: '2021-11-03', in_review: '2021-11-04', approved: '2021-11-10' }
  const events = [
    loanEvent({ ...whose, id: 'e1', number: 'A', dates }),
    loanEvent({ ...whose, id: 'e2', number: 'B', dates: { ...dates, approved: '2021-11-12' } }),
    loanEvent({ ...whose, id: 'e3', number: 'A', dates: { ...dates, cancelled: '2021-11-20' } }),
  ]
  const tell = (i: number) => {
    const event = events[i]
    if (!event) throw new Error('There are three events')
    return applyLoanEvent(deps, { partner: { code: 'bank-jakarta', isSandbox: false }, receiptId: `rct_${i}`, event })
  }
  await tell(0)
  await registerMember(
    deps,
    callerAs('admin'),
    { key: 'register', fingerprint: 'register' },
    {
      person: { name: 'Sri Wahyuni', nik },
      gender: 'male',
      category: 'pemula',
      registeredOn: '2021-11-01',
      area: '31.71.01.1001',
      agency: 'PPAPP',
    },
  )
  await tell(1)
  await tell(2)
  await sweep(deps, obligationHandlers({ ...deps, ...senderDeps(localConfig(TEST_TABLE)) }), 3_000)
})
