import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { can, permit } from '../../domain/access/policy.ts'
import { todayIn } from '../../domain/acts/act-context.ts'
import { addDays, dayOf, startOfDay } from '../../domain/calendar.ts'
import { PartnerCode } from '../../domain/partner/partner.ts'
import { conflict, invalid, notFound } from '../../domain/problems/app-error.ts'
import { isLostRace } from '../../domain/problems/lost-race.ts'
import type { Referral } from '../../domain/referral/referral.ts'
import { withSending } from '../../domain/referral/referral.ts'
import { writeFile, writeLine } from '../../domain/referral/referral-file.ts'
import { type ReferralFile, ReferralFileView } from '../../domain/referral/referral-file-record.ts'
import type { ReferralLayout } from '../../domain/referral/referral-layout.ts'
import { type PostDeps, post } from '../ledger/post.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { trace } from '../members/trace.ts'
import { type IdempotentRequest, isClaimFor, once } from '../once.ts'
import { checkAgain } from './check-again.ts'
import { findLender, requireLender } from './lender.ts'
import { listReferrals } from './list-referrals.ts'
import { makeReferralWrites } from './referral-writes.ts'

export type FileDeps = PostDeps &
  Pick<Deps, 'referrals' | 'referralFiles' | 'partners' | 'claims' | 'trail' | 'allowances'>
type ReadFileDeps = Pick<Deps, 'referralFiles' | 'referrals' | 'frame'>

/** Which prepared referrals to send by a file: those to a lender, in an area and of an agency. */
export const NewReferralFile = z
  .strictObject({
    partner: PartnerCode,
    area: z.string().max(32).optional(),
    agency: z.string().max(32).optional(),
  })
  .meta({ id: 'NewReferralFile' })
type NewReferralFile = z.infer<typeof NewReferralFile>

const mostRows = 200
const mostPages = 20
const rowsAtOnce = 8

/**
 * Sends up to 200 prepared referrals to a lender, within the caller's scope, by a file. Each row is checked again and
 * sent in its own transaction. A repeat of an interrupted request continues where it stopped. Each planned row uses one
 * of the caller's reveals for the day, even if it is not sent.
 */
export async function makeReferralFile(
  deps: FileDeps,
  caller: Caller,
  request: IdempotentRequest,
  input: NewReferralFile,
) {
  permit(caller, 'member.refer')
  const result = await once(deps, caller, request, ReferralFileView, async (keepAnswer) => {
    const file = (await findPlanned(deps, caller, request)) ?? (await planFile(deps, caller, request, input))
    // The lender's layout may have changed since the first try planned the file.
    const layout = requireLayout(deps, file.layout)
    await mapAtOnce(file.rows, rowsAtOnce, (row) => sendRow(deps, caller, file, layout, row))
    const view = viewFile(file, await readRows(deps, file))
    await deps.commit(keepAnswer(view))
    return view
  })
  if (!result.replayed) return result
  const { file: own } = await readOwnFile(deps, caller, result.answer.id)
  return { ...result, answer: withoutOthers(result.answer, own) }
}

/** A repeated answer without the rows of members whom the caller may no longer refer. */
function withoutOthers(view: ReferralFileView, { rows: own }: ReferralFile): ReferralFileView {
  const referrals = new Set(own.map(({ referral }) => referral))
  return withRows(
    view,
    view.rows.filter(({ referral }) => referrals.has(referral)),
  )
}

function requireLayout(deps: Pick<Deps, 'frame'>, code: string): ReferralLayout {
  const layout = findLayout(deps, code)
  if (!layout) throw conflict('referral_layout_unknown', { layout: code })
  return layout
}

const findLayout = ({ frame }: Pick<Deps, 'frame'>, code: string): ReferralLayout | undefined =>
  frame.programme.referral?.layouts.find((each) => each.code === code)

/** The key under which the plan of a request is claimed, apart from the request's effect. */
const makePlanKey = ({ subject }: Caller, { key }: IdempotentRequest) => ({ caller: subject, key, part: 'FILE' })

const makeFileId = ({ subject }: Caller, { key }: IdempotentRequest): string =>
  `rff_${createHash('sha256').update(`${subject}\n${key}`).digest('hex').slice(0, 32)}`

/** The file that an interrupted try of the request planned. */
async function findPlanned(
  { claims, referralFiles }: Pick<Deps, 'claims' | 'referralFiles'>,
  caller: Caller,
  request: IdempotentRequest,
): Promise<ReferralFile | undefined> {
  const known = await claims.get(makePlanKey(caller, request))
  if (!known) return undefined
  if (!isClaimFor(request, known)) throw invalid('idempotency_key_reused')
  return referralFiles.get(makeFileId(caller, request))
}

/** Plans the file of a request: decides which referrals it contains. */
async function planFile(
  deps: FileDeps,
  caller: Caller,
  request: IdempotentRequest,
  { partner, ...place }: NewReferralFile,
): Promise<ReferralFile> {
  const { way } = await requireLender(deps, partner)
  if (way.by !== 'file') throw invalid('referral_lender', {}, ['partner'])
  const layout = requireLayout(deps, way.layout).code
  const rows: ReferralFile['rows'] = []
  let after: string | undefined
  for (let page = 0; page < mostPages && rows.length < mostRows; page++) {
    const query = { partner, ...place, state: 'prepared' as const }
    const { items, last } = await listReferrals(deps, caller, query, { after, limit: mostRows })
    rows.push(...items.map((each) => ({ memberId: each.memberId, referral: each.id })))
    after = last
    if (after === undefined) break
  }
  if (rows.length === 0) throw conflict('referral_none_prepared')
  const now = deps.now()
  const id = makeFileId(caller, request)
  const file = { id, partner, layout, madeAt: now.toISOString(), madeBy: caller.subject, rows: rows.slice(0, mostRows) }
  const day = dayOf(now, deps.frame.programme.zone)
  try {
    await deps.commit(
      deps.claims.add(makePlanKey(caller, request), { fingerprint: request.fingerprint }),
      deps.referralFiles.add(file),
      deps.allowances.use({ subject: caller.subject, what: 'reveal', day, times: file.rows.length }),
    )
    return file
  } catch (error) {
    const twin = isLostRace(error, 'claim') ? await findPlanned(deps, caller, request) : undefined
    if (twin) return twin
    throw error
  }
}

async function sendRow(
  deps: FileDeps,
  caller: Caller,
  file: ReferralFile,
  layout: ReferralLayout,
  { memberId, referral: id }: ReferralFile['rows'][number],
): Promise<void> {
  await post(deps, byOfficer(caller), async (context) => {
    const nothing = { members: [], entries: [], answer: undefined }
    const stored = await deps.referrals.get({ memberId, id })
    if (stored?.referral.state !== 'prepared') return nothing
    const lender = await findLender(deps, file.partner)
    // If the lender takes pushes by now, the member is referred by push.
    if (lender?.way.by !== 'file') return nothing
    const { partner, way } = lender
    const checked = await checkAgain(deps, context, stored.referral, partner)
    if (!checked.isSendable) return { ...checked, answer: undefined }
    const { zone } = context.programme
    const due = startOfDay(addDays(todayIn(context), way.answerDays + 1), zone).toISOString()
    const obligationKey = { kind: 'referral', owner: partner.code, id: `${memberId}.${id}` } as const
    const sentReferral: Referral = {
      ...withSending(stored.referral, context.now.toISOString(), todayIn(context), way.answerDays),
      file: file.id,
      sent: writeLine(layout, { member: checked.member, referral: id }),
    }
    const obligation = await deps.obligations.begin(obligationKey, due)
    const { writes, ...posted } = makeReferralWrites(deps, context, { referral: sentReferral, obligation })
    return {
      ...nothing,
      ...posted,
      otherWrites: [
        deps.members.requireUnchanged(checked.member),
        ...writes,
        trace(deps, context, {
          memberId,
          act: 'referral_sent',
          other: id,
          changes: { lender: { to: partner.code }, consent: { to: sentReferral.consent } },
        }),
      ],
    }
  })
}

const readRows = ({ referrals }: Pick<Deps, 'referrals'>, { rows }: ReferralFile): Promise<(Referral | undefined)[]> =>
  referrals.getMany(rows.map(({ memberId, referral: id }) => ({ memberId, id })))

/** The receipts of a file. `found` holds the referrals of its rows. */
function viewFile(file: ReferralFile, found: (Referral | undefined)[]): ReferralFileView {
  const rows = file.rows.map((row, i) => {
    const referral = found[i]
    return { ...row, isInFile: referral?.file === file.id, ...(referral && { state: referral.state }) }
  })
  return withRows(file, rows)
}

/** A file with these rows, counted. */
function withRows(file: Omit<ReferralFile, 'rows'>, rows: ReferralFileView['rows']): ReferralFileView {
  const sentCount = rows.filter(({ isInFile }) => isInFile).length
  return { ...file, sent: sentCount, left: rows.length - sentCount, rows }
}

/**
 * A file as planned. It shows people in full, and their trails say who made it, so it is `not_found` for anybody else.
 */
export async function requireOwnFile(
  { referralFiles }: Pick<Deps, 'referralFiles'>,
  caller: Caller,
  id: string,
): Promise<ReferralFile> {
  permit(caller, 'member.refer')
  const file = await referralFiles.get(id)
  if (file?.madeBy !== caller.subject) throw notFound()
  return file
}

/** A file that the caller made, with the rows of members whom the caller may still refer, and the referrals of these rows. */
export async function readOwnFile(
  deps: ReadFileDeps,
  caller: Caller,
  id: string,
): Promise<{ file: ReferralFile; referrals: Referral[] }> {
  const file = await requireOwnFile(deps, caller, id)
  const found = await readRows(deps, file)
  const own = file.rows.flatMap((row, i) => {
    const referral = found[i]
    return referral && can(deps.frame.areas, caller, 'member.refer', referral) ? [{ row, referral }] : []
  })
  return { file: { ...file, rows: own.map(({ row }) => row) }, referrals: own.map(({ referral }) => referral) }
}

/** The receipts of a file, row by row. */
export async function readReferralFile(deps: ReadFileDeps, caller: Caller, id: string): Promise<ReferralFileView> {
  const { file, referrals } = await readOwnFile(deps, caller, id)
  return viewFile(file, referrals)
}

/** The text of a file, without people who were erased since then. */
export async function readFileText(deps: ReadFileDeps, caller: Caller, id: string): Promise<string> {
  const { file, referrals } = await readOwnFile(deps, caller, id)
  const lines = referrals.flatMap((referral) => (referral.file === id ? (referral.sent ?? []) : []))
  const layout = findLayout(deps, file.layout)
  if (!layout) throw notFound()
  return writeFile(layout, lines)
}
