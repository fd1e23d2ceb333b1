import * as z from 'zod'
import type { StoredDelivery } from '../../data/deliveries.ts'
import type { StoredRecipient } from '../../data/recipients.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise, can, permit } from '../../domain/access/policy.ts'
import { dischargeObligation } from '../../domain/jobs/obligation.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import { type Delivery, findNextStep } from '../../domain/mail/delivery.ts'
import {
  changeRecipient,
  type NewRecipient,
  type Recipient,
  type RecipientChange,
} from '../../domain/mail/recipient.ts'
import { conflict, notFound, type Problem, refuseAll } from '../../domain/problems/app-error.ts'
import { listAgencyProblems, listAreaProblems } from '../../domain/programme/known-codes.ts'
import type { ReportScope } from '../../domain/report/book.ts'
import { nextVersion, refuseAsStale, requireVersion } from '../../domain/values/version.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { mailQueue } from './mailing.ts'

export type RecipientDeps = Pick<
  Deps,
  'recipients' | 'deliveries' | 'obligations' | 'frame' | 'claims' | 'commit' | 'now' | 'newId'
> &
  Retries

/** The answer to adding a recipient. It holds no address, since it is kept. */
export const RecipientAdded = z.object({ recipientId: z.string(), version: z.int() }).meta({ id: 'RecipientAdded' })

const mostShown = 60

/** The recipients of reports within the caller's scope. */
export async function listRecipients(
  { recipients, frame }: Pick<Deps, 'recipients' | 'frame'>,
  caller: Caller,
): Promise<Recipient[]> {
  permit(caller, 'recipients.manage')
  return (await recipients.all()).filter((recipient) => can(frame.areas, caller, 'recipients.manage', recipient))
}

/** A recipient as stored. Throws `not_found` also for one outside the caller's scope. */
export async function readRecipient(
  deps: Pick<Deps, 'recipients' | 'frame'>,
  caller: Caller,
  id: string,
): Promise<StoredRecipient> {
  permit(caller, 'recipients.manage')
  const stored = await deps.recipients.get(id)
  if (!stored) throw notFound()
  authorise(deps.frame.areas, caller, 'recipients.manage', stored.recipient)
  return stored
}

/**
 * Adds a recipient of reports. Throws `invalid` with every problem, `not_found` for a place outside the caller's scope,
 * and `conflict` if the address already gets that report.
 */
export async function addRecipient(
  deps: RecipientDeps,
  caller: Caller,
  request: IdempotentRequest,
  input: NewRecipient,
) {
  permit(caller, 'recipients.manage')
  refuseAll(listRecipientProblems(deps, input))
  authorise(deps.frame.areas, caller, 'recipients.manage', input)
  return once(deps, caller, request, RecipientAdded, async (keepAnswer) => {
    const { agency, until, ...rest } = input
    const recipient: Recipient = {
      id: deps.newId('rcp'),
      ...rest,
      ...(agency !== undefined && { agency }),
      ...(until !== undefined && { until }),
      savedBy: caller.subject,
      savedAt: deps.now().toISOString(),
      version: 1,
    }
    const answer = { recipientId: recipient.id, version: recipient.version }
    await saveUnlessTwin(deps, recipient, (list) =>
      deps.commit(keepAnswer(answer), deps.recipients.add(recipient), list),
    )
    return answer
  })
}

/**
 * Changes a recipient whose version the caller has seen. When a pause ends, the recipient also gets the last issue if
 * it was passed over. A change of the pause discharges the obligation that waited for a person.
 */
export const changeRecipientFor = (
  deps: RecipientDeps,
  caller: Caller,
  id: string,
  version: number,
  change: RecipientChange,
): Promise<Recipient> => changeAndWrite(deps, caller, { id, version, change })

type SeenRecipient = { id: string; version: number; change: RecipientChange }

/** Like `changeRecipientFor`, once: a repeat does not count as a change of an old version. */
export async function changeRecipientOnce(
  deps: RecipientDeps,
  caller: Caller,
  request: IdempotentRequest,
  seen: SeenRecipient,
) {
  permit(caller, 'recipients.manage')
  const answerOf = ({ id, version }: Recipient) => ({ recipientId: id, version })
  return once(deps, caller, request, RecipientAdded, async (keepAnswer) =>
    answerOf(await changeAndWrite(deps, caller, seen, (changed) => [keepAnswer(answerOf(changed))])),
  )
}

async function changeAndWrite(
  deps: RecipientDeps,
  caller: Caller,
  { id, version, change }: SeenRecipient,
  makeMoreWrites: (changed: Recipient) => Write[] = () => [],
): Promise<Recipient> {
  const stored = await readRecipient(deps, caller, id)
  const { recipient, obligation } = stored
  requireVersion(recipient, version)
  const next = changeRecipient(recipient, change, caller.subject, deps.now())
  refuseAll(listRecipientProblems(deps, next))
  authorise(deps.frame.areas, caller, 'recipients.manage', next)
  const endsWaiting = change.paused !== undefined && obligation !== undefined && obligation.state !== 'discharged'
  const resumeWrites =
    change.paused === false && recipient.pausedAt !== undefined ? await requeueSkippedIssue(deps, id) : []
  const toSave = { recipient: next, obligation: endsWaiting ? dischargeObligation(obligation, deps.now()) : obligation }
  await saveUnlessTwin(deps, next, (list) =>
    deps.commit(deps.recipients.save(toSave), ...resumeWrites, ...makeMoreWrites(next), list),
  ).catch(refuseAsStale('recipient', next))
  return next
}

/**
 * Saves a recipient, unless another one gets the same report at the same address during the same time. This holds even
 * if both are saved at the same instant.
 */
const saveUnlessTwin = (
  deps: Pick<Deps, 'recipients'> & Retries,
  after: Recipient,
  save: (list: Write) => Promise<void>,
): Promise<void> =>
  retryRaces(deps, ['recipient_list'], async () => {
    const list = await deps.recipients.listVersion()
    const twin = (await deps.recipients.all()).find((other) => other.id !== after.id && getsTheSame(after, other))
    if (twin) throw conflict('recipient_twice', { recipient: twin.id }, ['email'])
    await save(deps.recipients.moveList(list))
  })

const forever = '9999-12-31'

const getsTheSame = (a: Recipient, b: Recipient): boolean =>
  a.email.toLowerCase() === b.email.toLowerCase() &&
  [a.area, a.agency, a.report].join() === [b.area, b.agency, b.report].join() &&
  a.from <= (b.until ?? forever) &&
  b.from <= (a.until ?? forever)

/** Makes the last issue due again if it was passed over. Nobody wants reports of older months. */
async function requeueSkippedIssue(deps: RecipientDeps, recipientId: string): Promise<Write[]> {
  const [last] = await deps.deliveries.ofRecipient(recipientId, 1)
  if (last?.obligation.state !== 'discharged' || !isPassedOver(last, deps.now())) return []
  const { id } = last.obligation
  const due = await deps.obligations.begin({ ...mailQueue, id }, deps.now().toISOString())
  return [deps.deliveries.save({ ...last, delivery: nextVersion(last.delivery), obligation: due })]
}

const isPassedOver = ({ delivery }: StoredDelivery, now: Date): boolean =>
  delivery.pausedAt !== undefined && findNextStep(delivery, now).step !== 'nothing'

/** The deliveries of a recipient, past and planned, newest first. */
export async function listDeliveries(
  deps: Pick<Deps, 'recipients' | 'deliveries' | 'frame'>,
  caller: Caller,
  id: string,
): Promise<Delivery[]> {
  await readRecipient(deps, caller, id)
  return (await deps.deliveries.ofRecipient(id, mostShown)).map(({ delivery }) => delivery)
}

function listRecipientProblems(
  { frame: { programme, areas } }: Pick<Deps, 'frame'>,
  {
    area,
    agency,
    report,
    from,
    until,
    holders,
  }: ReportScope & Pick<Recipient, 'report' | 'from' | 'until' | 'holders'>,
): Problem[] {
  const listPeriodProblems = (
    period: { from: string; until?: string | undefined },
    path: (string | number)[],
  ): Problem[] =>
    period.until !== undefined && period.until < period.from
      ? [{ code: 'recipient_period', path: [...path, 'until'] }]
      : []
  return [
    ...listAreaProblems(areas, area),
    ...listAgencyProblems(programme, agency),
    ...(report === 'public' && (area !== areas.root || agency !== undefined)
      ? [{ code: 'recipient_public_scope' as const, path: ['report'] }]
      : []),
    ...listPeriodProblems({ from, until }, []),
    ...holders.flatMap((holder, i) => listPeriodProblems(holder, ['holders', i])),
  ]
}
