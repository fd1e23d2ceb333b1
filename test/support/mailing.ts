import type { NewRecipient } from '../../shared/domain/mail/recipient.ts'
import { renderers } from '../../shared/render/renderers.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { mailHandler } from '../../shared/usecases/mail/deliver.ts'
import { makeMailingHandler } from '../../shared/usecases/mail/mailing.ts'
import { addRecipient } from '../../shared/usecases/mail/recipients.ts'
import { type Handlers, sweep } from '../../shared/usecases/sweep.ts'
import { fewAreas } from './few-areas.ts'
import { callerAs, request, type TestDeps, testDeps } from './test-deps.ts'

export const admin = callerAs('admin')
/** The month whose report is due on 5 December 2021 at six in Jakarta. */
export const month = '2021-11'
const whenDue = '2021-12-04T23:00:00.000Z'

/** A ledger whose November has ended but is not closed. */
export async function endedMonth({ now = whenDue }: { now?: string } = {}): Promise<TestDeps> {
  return testDeps({ programme: fewAreas, firstMonth: month, now })
}

/** Adds an office with a new address. By default it gets only CSV, which is made quickly. Returns its id. */
export async function office(deps: TestDeps, more: Partial<NewRecipient> = {}): Promise<string> {
  const before = (await deps.recipients.all()).length
  const { answer } = await addRecipient(deps, admin, request(), {
    office: 'Kantor Contoh',
    email: before === 0 ? 'kantor@example.id' : `kantor-${before}@example.id`,
    holders: [],
    area: '31',
    report: 'internal',
    language: 'id',
    formats: ['csv'],
    from: '2021-11-01',
    ...more,
  })
  return answer.recipientId
}

/** The handlers that plan and send mails, as in the deployed sweep. */
export const mailHandlers = (deps: TestDeps, mostAttached?: number): Handlers => ({
  mailing: makeMailingHandler(deps),
  mail: mailHandler(deps, renderers, mostAttached),
})

/** Does everything that is due: first plans issues for their recipients, then sends. */
export async function sweepMail(deps: TestDeps, mostAttached?: number): Promise<void> {
  const handlers = mailHandlers(deps, mostAttached)
  await sweep(deps, handlers)
  await sweep(deps, handlers)
}

/** Closes, issues and mails. */
export async function mailReport(deps: TestDeps): Promise<void> {
  await closeMonths(deps, 'schedule')
  await sweepMail(deps)
}

export const wait = (deps: TestDeps, minutes: number): void =>
  deps.clock.set(new Date(deps.now().getTime() + minutes * 60_000).toISOString())
