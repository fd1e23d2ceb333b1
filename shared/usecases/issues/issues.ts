import { isDeepStrictEqual } from 'node:util'
import { gzipSync } from 'node:zlib'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise } from '../../domain/access/policy.ts'
import { type Month, monthRange, previousMonth } from '../../domain/calendar.ts'
import type { FigureChange } from '../../domain/figures/figure-change.ts'
import type { Figures } from '../../domain/figures/figures.ts'
import { hidingRule } from '../../domain/hiding/shown-so-far.ts'
import { retryRaces } from '../../domain/jobs/retry-races.ts'
import type { Ledger } from '../../domain/ledger/ledger.ts'
import { conflict, notFound } from '../../domain/problems/app-error.ts'
import { makeBook } from '../../domain/report/book.ts'
import { compareFigures, encodeIssue, hashIssue, type Issue, IssueRecord } from '../../domain/report/issue.ts'
import { chooseRenderer } from '../../domain/report/renderer-version.ts'
import type { NewOutgoingEvent } from '../../domain/subscriber/outgoing-event.ts'
import { measureAimsInForce } from '../figures/aims.ts'
import { type FigureDeps, type ReadFigures, readFigures } from '../figures/figures.ts'
import { currentMonth, readBooks } from '../ledger/books.ts'
import { type RecountDeps, recountMonth } from '../ledger/recount.ts'
import { settleTotals } from '../ledger/totals.ts'
import { type MailingDeps, makeMailing } from '../mail/mailing.ts'
import { type IdempotentRequest, type KeepAnswer, once } from '../once.ts'
import { makeEventWrites } from '../subscribers/event-writes.ts'
import { type SealDeps, sealTrail } from '../trail/seal-trail.ts'
import { signCheckpoint } from './checkpoint.ts'
import { readCorrectedIssue, readIssue } from './issue-file.ts'
import { readPublicReportBefore, writePublicDocument } from './public-document.ts'
import { type QualityDeps, readQuality } from './quality.ts'
import { readReversals } from './reversals.ts'

export type IssueDeps = FigureDeps &
  RecountDeps &
  MailingDeps &
  QualityDeps &
  SealDeps &
  Pick<
    Deps,
    | 'issues'
    | 'files'
    | 'claims'
    | 'commit'
    | 'obstacles'
    | 'keyring'
    | 'checkpoints'
    | 'signer'
    | 'pagesUrl'
    | 'publicUrl'
    | 'eventLog'
    | 'newId'
  >

/**
 * Makes issue 1 of a closed month, unless it exists: the figures as posted. Throws `LostRace` if the ledger changed
 * since it was read, or somebody else issues the month.
 */
export async function issueFirst(deps: IssueDeps, actor: string, month: Month, books: Ledger): Promise<void> {
  const status = await deps.ledger.month(month)
  if (!status?.closingAt || status.issues > 0) return
  const sources = await readFigures(deps, { month, area: deps.frame.areas.root, reading: 'as_posted' })
  // The instant at which closing began is fixed with the month, so an interrupted run makes the same issue again.
  const content = { month, number: 1, issuedAt: status.closingAt, changes: [] }
  await appendIssue(deps, await makeIssue(deps, content, sources), { issuedBy: actor, books })
}

/** Makes an issue with all that its renderings need. The sources of its figures go into its book. */
async function makeIssue(
  deps: IssueDeps,
  content: Pick<Issue, 'month' | 'number' | 'issuedAt' | 'cause' | 'changes'>,
  { figures: { recount: _, ...figures }, nodes, posted, yardstick }: ReadFigures,
): Promise<Issue> {
  const { month } = content
  const { restatedThrough } = figures
  const { frame } = yardstick
  const books = await readBooks(deps)
  const [before, aims, quality, recount, obstacles, reversals] = await Promise.all([
    deps.issues.get(previousMonth(month), 1),
    measureAimsInForce(deps, books, { month, restatedThrough }, yardstick),
    readQuality(deps, month),
    deps.ledger.lastRecount(month),
    deps.obstacles.ofMonth(month),
    readReversals({ ...deps, frame }, month, posted),
  ])
  const book = makeBook(frame, before && (await readIssue(deps, before)).book, {
    month,
    read: nodes,
    posted,
    aims,
    quality,
    reversals,
    obstacles: obstacles.map(({ writtenBy: _, ...obstacle }) => obstacle),
    ...(recount && { recount }),
  })
  const key = await deps.signer.key()
  return {
    format: 2,
    renderer: chooseRenderer(figures),
    ...content,
    figures,
    book,
    proof: { ...(deps.pagesUrl !== undefined && { pages: deps.pagesUrl }), key },
    salt: deps.keyring.hash('issue', [month, content.number, content.issuedAt].join('/')),
  }
}

/**
 * Issues a month again: restated, with everything that was posted and set since. Names each figure that differs from
 * the issue before, with its old and new value, under one cause. Throws `conflict` if the month is open or nothing
 * differs.
 */
export async function reissue(
  deps: IssueDeps,
  caller: Caller,
  request: IdempotentRequest,
  { month, cause }: { month: Month; cause: string },
) {
  authorise(deps.frame.areas, caller, 'issues.reissue', { area: deps.frame.areas.root })
  return once(deps, caller, request, IssueRecord, async (keepAnswer) => {
    const [before] = (await deps.issues.ofMonth(month)).toReversed()
    if (!before) throw conflict('month_open', { month })
    const through = currentMonth(deps)
    await sealTrail(deps)
    const books = await settleTotals(deps)
    // The restated figures are the sum of what all months from this one on posted.
    for (const other of monthRange(month, through)) {
      const { differing } = await recountMonth(deps, other)
      if (differing > 0) throw conflict('recount_differs', { month: other, cells: differing })
    }
    const whole = { month, area: deps.frame.areas.root }
    const sources = await readFigures(deps, { ...whole, reading: 'restated', restatedThrough: through })
    const printed = (await readIssue(deps, before)).figures
    const changes = await findCorrections(deps, printed, sources.figures)
    if (changes.length === 0 && isDeepStrictEqual(printed.setSince, sources.figures.setSince))
      throw conflict('issue_unchanged', { number: before.number })
    const content = { month, number: before.number + 1, issuedAt: deps.now().toISOString(), cause, changes }
    const issue = await makeIssue(deps, content, sources)
    return appendIssue(deps, issue, { issuedBy: caller.subject, books, keepAnswer })
  })
}

/**
 * The figures that differ from the printed ones because of something recorded or set since. If the issue before is as
 * posted and the month holds entries for earlier months, restating alone moves figures. That is no correction, and no
 * cause explains it.
 */
async function findCorrections(deps: IssueDeps, printed: Figures, restated: Figures): Promise<FigureChange[]> {
  const changes = compareFigures(printed, restated)
  if (printed.reading === 'restated') return changes
  const { month } = printed
  const whole = { month, area: deps.frame.areas.root }
  const posted = await readFigures(deps, { ...whole, reading: 'as_posted' })
  const atOnce = await readFigures(
    deps,
    { ...whole, reading: 'restated', restatedThrough: month },
    { measuredAs: posted.yardstick },
  )
  const since = [...compareFigures(printed, posted.figures), ...compareFigures(atOnce.figures, restated)]
  const differenceByFigure = new Map<string, number>()
  for (const { figure, difference } of since)
    differenceByFigure.set(figure, (differenceByFigure.get(figure) ?? 0) + difference)
  return changes.flatMap((change) => {
    const ofCorrections = differenceByFigure.get(change.figure)
    if (ofCorrections === undefined) return []
    return [{ ...change, ofReading: change.difference - ofCorrections, ofCorrections }]
  })
}

/**
 * Stores an issue and adds it to the chain, even if the chain grows meanwhile. Throws `LostRace` if the ledger changed
 * since it was read, or somebody else issued the month; then the figures must be read again.
 */
async function appendIssue(
  deps: IssueDeps,
  issue: Issue,
  { issuedBy, books, keepAnswer }: { issuedBy: string; books: Ledger; keepAnswer?: KeepAnswer<IssueRecord> },
): Promise<IssueRecord> {
  const [before, corrected] = await Promise.all([readPublicReportBefore(deps, issue), readCorrectedIssue(deps, issue)])
  return retryRaces(deps, ['chain', 'checkpoint'], async () => {
    const head = await deps.issues.head()
    const place = (head?.place ?? 0) + 1
    const chainedIssue = { ...issue, ...(head && { previous: head.hash }) }
    const bytes = encodeIssue(chainedIssue)
    const hash = hashIssue(bytes)
    const { month, number, issuedAt, cause, changes } = issue
    const file = `issues/${month}/${String(number).padStart(4, '0')}-${hash}.json.gz`
    await deps.files.put(file, gzipSync(bytes), 'application/gzip')
    const link = { place, previous: head?.printed }
    const publicHash = await writePublicDocument(deps, chainedIssue, { file, hash }, { link, before, corrected })
    const record: IssueRecord = {
      month,
      number,
      issuedAt,
      issuedBy,
      ...(cause && { cause }),
      hash,
      ...(head && { previous: head.hash, publicPrevious: head.printed }),
      place,
      publicHash,
      file,
      changes: changes.length,
      hiding: hidingRule,
    }
    const answerWrites = keepAnswer ? [keepAnswer(record)] : []
    const mailing = await makeMailing(deps, record)
    const checkpoint = await signCheckpoint(deps, { issues: place, issue: publicHash })
    const ledgerUnmoved = deps.ledger.requireUnmoved(books)
    const issueCount = deps.ledger.countIssue(month, number)
    const eventWrites = await makeEventWrites(deps, books, [makeIssueEvent(deps, record)])
    await deps.commit(
      ...answerWrites,
      ledgerUnmoved,
      issueCount,
      ...deps.issues.add(record),
      mailing,
      checkpoint,
      ...eventWrites,
    )
    deps.log('info', 'An issue was made', { month, number, hash })
    return record
  })
}

/**
 * The event that tells subscribers about an issue. The transaction checks that the ledger has not moved, so
 * `hasSubscribers` is still right.
 */
function makeIssueEvent(
  { publicUrl, pagesUrl, now }: Pick<Deps, 'publicUrl' | 'pagesUrl' | 'now'>,
  { month, number, hash }: IssueRecord,
): NewOutgoingEvent {
  const links = {
    issue: `${publicUrl}/v1/months/${month}/issues/${number}`,
    ...(pagesUrl !== undefined && { page: `${pagesUrl}/reports/${month}/${number}` }),
  }
  const type = number === 1 ? 'issue.published' : 'issue.republished'
  return { type, time: now().toISOString(), data: { month, number, hash, links } }
}

/** The issues of a month, or of all months, for callers who may see the figures of the whole programme. */
export async function listIssues({ issues, frame }: Pick<Deps, 'issues' | 'frame'>, caller: Caller, month?: Month) {
  authorise(frame.areas, caller, 'figures.read', { area: frame.areas.root })
  return month === undefined ? issues.all() : issues.ofMonth(month)
}

/** An issue and its record. Throws `not_found`. */
export async function findIssue(
  deps: Pick<Deps, 'issues' | 'files' | 'frame'>,
  caller: Caller,
  { month, number }: { month: Month; number: number },
): Promise<{ issue: Issue; record: IssueRecord }> {
  authorise(deps.frame.areas, caller, 'figures.read', { area: deps.frame.areas.root })
  const record = await deps.issues.get(month, number)
  if (!record) throw notFound()
  return { issue: await readIssue(deps, record), record }
}

/** Every figure that differs between two issues, of one month or of two. */
export async function compareIssues(
  deps: Pick<Deps, 'issues' | 'files' | 'frame'>,
  caller: Caller,
  from: { month: Month; number: number },
  to: { month: Month; number: number },
): Promise<FigureChange[]> {
  const [before, after] = await Promise.all([findIssue(deps, caller, from), findIssue(deps, caller, to)])
  return compareFigures(before.issue.figures, after.issue.figures)
}
