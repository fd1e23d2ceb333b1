import type { PartKey } from '../../data/imports.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { dailyAllowance } from '../../domain/access/allowance.ts'
import type { Caller } from '../../domain/access/grant.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { listMarks, markText } from '../../domain/duplicates/mark.ts'
import { type Chunk, makeNextChunk, type RowResult } from '../../domain/import/chunk.ts'
import { decideNewRow, type RowDecision } from '../../domain/import/decide-row.ts'
import { type PartRow, type PersonRow, roomForRows } from '../../domain/import/part.ts'
import { type ImportRow, makeRowText } from '../../domain/import/row.ts'
import { retryRaces } from '../../domain/jobs/retry-races.ts'
import { countEventItems, countFitting, listItems, mostTransactionItems } from '../../domain/ledger/transaction-size.ts'
import { AppError, type Problem } from '../../domain/problems/app-error.ts'
import { isLostRace } from '../../domain/problems/lost-race.ts'
import { viewProblem } from '../../domain/problems/problem-view.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { findCaller } from '../access/find-caller.ts'
import { makeIdentityWrites } from '../duplicates/identity-writes.ts'
import { currentContext, type LedgerWrite, type PostDeps, post } from '../ledger/post.ts'
import { claimNik } from '../members/claim-nik.ts'
import { isNikAllowanceUsed, makeDisclosureWrites } from '../members/taken-nik.ts'
import { readPartRows } from './import-files.ts'
import { decideKnownMember, findPlaceRefusal } from './known-member.ts'
import { type RowOwner, resolveRows } from './resolve-rows.ts'

export type ApplyPartDeps = PostDeps &
  Pick<
    Deps,
    | 'imports'
    | 'importRows'
    | 'matches'
    | 'membersWithoutNik'
    | 'pairs'
    | 'intake'
    | 'grants'
    | 'keyring'
    | 'newMemberNumber'
    | 'log'
    | 'allowances'
    | 'trail'
  >

/** Some rows cannot be applied in one transaction. They are applied one by one, and each succeeds or is refused with a reason. */
class NeedsCare extends Error {
  override name = 'NeedsCare'
}

/** The rows need more items than a transaction holds, because similar records were found. */
class TooMuch extends Error {
  override name = 'TooMuch'
}

/**
 * Applies a part of a confirmed import from its last checkpoint on: many members per transaction, each transaction with
 * its checkpoint. If a transaction is refused, its rows are applied one by one. Runs with the present rights of the
 * person who confirmed. It may be interrupted, repeated, and run by several at once. `onRows` receives how many rows of
 * the part are done.
 */
export async function applyPart(
  deps: ApplyPartDeps,
  importId: string,
  part: string,
  onRows: (rows: number) => void = () => {},
): Promise<void> {
  const importRecord = await deps.imports.get(importId)
  if (importRecord?.status !== 'applying' || importRecord.confirmedBy === undefined) return
  const subject = importRecord.confirmedBy
  const caller = await findCaller(deps, subject)
  const run: Run = {
    deps,
    caller,
    key: { importId, part, direction: 'APPLY' },
    who: { actor: subject, source: importId },
    assumesFreeMarks: true,
  }
  const rows = await readPartRows(deps, importId, part)
  const rehearsal = { ...(await currentContext(deps, run.who)), newEntryId: () => '' }
  let last = await deps.imports.lastChunk(run.key)
  onRows(last?.to ?? 0)
  while ((last?.to ?? 0) < rows.length) {
    const waitingRows = rows.slice(last?.to ?? 0, (last?.to ?? 0) + mostTransactionItems)
    const batch = waitingRows.slice(0, countFittingRows(deps, rehearsal, waitingRows))
    last = await applyRows(run, last, batch)
    onRows(last?.to ?? 0)
  }
}

type Run = {
  deps: ApplyPartDeps
  caller: Caller
  key: PartKey
  who: { actor: string; source: string }
  /**
   * Whether to write the marks of new members without reading who has them, which saves a round trip. The first
   * transaction that is refused sets this to false.
   */
  assumesFreeMarks: boolean
}

const isPerson = (each: PartRow): each is PersonRow => 'row' in each

/**
 * How many of the rows fit into one transaction, if all are new and no month has closed since the part was begun. If
 * that turns out wrong, the transaction is divided.
 */
function countFittingRows(deps: ApplyPartDeps, rehearsal: ActContext, rows: PartRow[]): number {
  const names = function* () {
    for (const [i, each] of rows.entries()) {
      if (!isPerson(each)) yield []
      else {
        const decision = decideNewRow(rehearsal, `${i}`, each.row)
        const { nik } = each.row.person
        const namesToHash = [
          `row ${i}`,
          nik === undefined ? 'no nik' : `nik ${nik}`,
          ...listMarks(each.row).map(markText),
        ]
        const hashedNames = Array.from({ length: deps.keyring.versions }, (_, n) =>
          namesToHash.map((name) => `${name} ${n}`),
        )
        const own = [`member ${i}`, ...hashedNames.flat()]
        yield 'entries' in decision ? [...own, ...listItems(deps.frame.names, decision.entries)] : []
      }
    }
  }
  return countFitting(names(), roomForRows - countEventItems(rehearsal))
}

/**
 * Applies rows and their chunk in one transaction: half of them if they are too many, one by one if they are refused.
 * Returns the last chunk.
 */
async function applyRows(run: Run, last: Chunk | undefined, rows: PartRow[]): Promise<Chunk | undefined> {
  const { deps, key } = run
  let tries = 0
  try {
    return await post(deps, run.who, (context) => {
      if (++tries > 1) run.assumesFreeMarks = false
      return makeRowsWrite(run, context, last, rows, false)
    })
  } catch (error) {
    if (isLostRace(error, 'chunk')) return deps.imports.lastChunk(key)
    if (error instanceof TooMuch) return applyRows(run, last, rows.slice(0, Math.ceil(rows.length / 2)))
    if (!isLostRace(error, 'nik', 'row') && !(error instanceof NeedsCare) && !isAllowanceRefusal(error)) throw error
  }
  deps.log('info', 'Rows of an import go one by one', { importId: key.importId, part: key.part, rows: rows.length })
  let chunk = last
  for (const row of rows) {
    const before = chunk?.to ?? 0
    chunk = await applyRow(run, chunk, row)
    // Somebody else works on this part, so the remaining rows may be done.
    if (chunk?.to !== before + 1) break
  }
  return chunk
}

/** Whether an error says that the caller may learn of no more taken NIKs today. */
const isAllowanceRefusal = (error: unknown): boolean => error instanceof AppError && error.kind === 'too_many'

/** Applies one row on the present state, and again if somebody else was faster. */
async function applyRow(run: Run, last: Chunk | undefined, row: PartRow): Promise<Chunk | undefined> {
  const { deps, who, key } = run
  const apply = () => post(deps, who, (context) => makeRowsWrite(run, context, last, [row], true))
  return retryRaces<Chunk | undefined>(deps, ['nik', 'row'], () =>
    // The allowance ran out between reading and writing. The second try reads that it is used up.
    apply().catch((error: unknown) => (isAllowanceRefusal(error) ? apply() : Promise.reject(error))),
  ).catch((error: unknown) => {
    if (isLostRace(error, 'chunk')) return deps.imports.lastChunk(key)
    throw error
  })
}

/** Decides some rows. If `isCareful`, looks up every row, otherwise only those that validation found to be known. */
async function makeRowsWrite(
  run: Run,
  context: ActContext,
  last: Chunk | undefined,
  rows: PartRow[],
  isCareful: boolean,
): Promise<LedgerWrite<Chunk>> {
  const { deps, caller, key } = run
  const owners = await findOwners(run, rows, isCareful)
  const isUsedUp = await isNikAllowanceUsed(deps, caller)
  const decidedRows = await Promise.all(
    rows.map((row, i) => decidePartRow(run, context, row, { owner: owners[i], isCareful, isUsedUp })),
  )
  const changes = decidedRows.flatMap(({ decision }) => ('entries' in decision ? [decision] : []))
  const chunk = makeNextChunk(
    last,
    rows.length,
    decidedRows.map(({ result }) => result),
  )
  const entries = changes.flatMap((each) => each.entries)
  const added = changes.filter(({ kind }) => kind === 'added').map(({ member }) => member)
  const identity = added.map((after) => ({ after }))
  const matches = run.assumesFreeMarks && !isCareful ? assumeFreeMarks(deps.matches) : deps.matches
  const { writes } = await makeIdentityWrites({ ...deps, matches }, { caller, now: context.now }, identity)
  const metHolders = decidedRows.flatMap(({ metHolder }) => metHolder ?? [])
  const otherWrites = [
    deps.imports.addChunk(key, chunk),
    ...makeDisclosureWrites(deps, caller, run.who, metHolders),
    ...decidedRows.flatMap(({ claimWrites }) => claimWrites),
    ...writes,
  ]
  const ids = new Set(changes.map(({ member }) => member.id))
  const items =
    new Set(listItems(deps.frame.names, entries)).size + ids.size + otherWrites.length + countEventItems(context)
  if (ids.size < changes.length) throw new NeedsCare('Several rows belong to one member')
  if (rows.length > 1 && items > mostTransactionItems)
    throw new TooMuch('The rows need more items than a transaction holds')
  return {
    added,
    members: changes.filter(({ kind }) => kind === 'changed').map(({ member }) => nextVersion(member)),
    entries,
    otherWrites,
    answer: chunk,
  }
}

const assumeFreeMarks = (matches: Deps['matches']): Deps['matches'] => ({
  ...matches,
  find: async (marks) => marks.map(matches.assumeFree),
})

async function findOwners(
  { deps, caller }: Run,
  rows: PartRow[],
  isCareful: boolean,
): Promise<(RowOwner | undefined)[]> {
  const lookedUp = rows.filter(isPerson).filter(({ isKnown }) => isCareful || isKnown)
  const found = await resolveRows(
    deps,
    caller,
    lookedUp.map(({ row }) => row),
  )
  const owners = new Map(lookedUp.map(({ line }, i) => [line, found[i]]))
  return rows.map(({ line }) => owners.get(line))
}

/**
 * The decision about a row. `metHolder` is the holder of the row's NIK, if the decision tells the caller that the NIK is
 * taken.
 */
type DecidedRow = { result: RowResult; decision: RowDecision; claimWrites: Write[]; metHolder?: string | undefined }

async function decidePartRow(
  run: Run,
  context: ActContext,
  each: PartRow,
  { owner, isCareful, isUsedUp }: { owner: RowOwner | undefined; isCareful: boolean; isUsedUp: boolean },
): Promise<DecidedRow> {
  const { line } = each
  const place = { line, ...(each.sheetRow !== undefined && { row: each.sheetRow }) }
  const refuse = (problems: Problem[], metHolder?: string): DecidedRow => ({
    result: { ...place, outcome: 'refused', problems: problems.map(viewProblem) },
    decision: { kind: 'refused', problems },
    claimWrites: [],
    metHolder,
  })
  const allowanceProblem: Problem = {
    code: 'taken_niks_used',
    path: ['nik'],
    params: { most: dailyAllowance.taken_nik },
  }
  if (!isPerson(each)) {
    if (each.heldBy === undefined) return refuse([{ code: 'row_not_kept' }])
    return isUsedUp ? refuse([allowanceProblem]) : refuse([{ code: 'nik_taken', path: ['nik'] }], each.heldBy)
  }
  const { row } = each
  if (owner?.kind === 'claimed')
    return {
      result: { ...place, outcome: 'unchanged', memberId: owner.memberId },
      decision: { kind: 'unchanged' },
      claimWrites: [],
    }
  const { deps, caller, key } = run
  const decision = findPlaceRefusal(deps, caller, row) ?? (await decideRow(run, context, row, owner))
  const concernsUnseenHolder = 'holder' in decision || (owner?.kind !== 'known' && row.person.nik !== undefined)
  if (isUsedUp && concernsUnseenHolder) return refuse([allowanceProblem])
  if (decision.kind === 'refused') return refuse(decision.problems, decision.holder?.memberId)
  const knownOwner = owner?.kind === 'known' ? owner : undefined
  const memberId = decision.kind === 'unchanged' ? knownOwner?.memberId : decision.member.id
  if (memberId === undefined) throw new Error('A row that changes nothing belongs to no known member')
  const { importId } = key
  const undoneClaim = knownOwner?.undoneClaim
  const { hash, writes: claims } = undoneClaim
    ? { hash: undoneClaim, writes: [deps.importRows.renew(undoneClaim, importId)] }
    : deps.importRows.claim(makeRowText(row), { memberId, importId })
  const nik = decision.kind === 'added' ? row.person.nik : undefined
  // When many rows are applied at once, NIKs are not looked up. If a loan waits for one, its claim is refused, as if
  // somebody held it, and the rows are then applied one by one.
  const makeNikWrites = async (newNik: string) =>
    isCareful ? claimNik(deps, newNik, memberId) : deps.members.claimNik(newNik, memberId)
  const entryIds = decision.kind === 'unchanged' ? [] : decision.entries.map(({ id }) => id)
  return {
    result: { ...place, outcome: decision.kind, memberId, ...(entryIds.length > 0 && { entryIds }), claim: hash },
    decision,
    claimWrites: [...claims, ...(nik === undefined ? [] : await makeNikWrites(nik))],
  }
}

async function decideRow(
  { deps, caller }: Run,
  context: ActContext,
  row: ImportRow,
  owner: RowOwner | undefined,
): Promise<RowDecision> {
  if (owner?.kind !== 'known') return decideNewRow(context, deps.newMemberNumber(), row)
  return decideKnownMember(deps, caller, context, row, owner.memberId)
}
