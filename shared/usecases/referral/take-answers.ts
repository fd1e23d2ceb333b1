import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { AppError, invalid, type Problem } from '../../domain/problems/app-error.ts'
import { isLostRace } from '../../domain/problems/lost-race.ts'
import { viewProblem } from '../../domain/problems/problem-view.ts'
import {
  type AnswerRow,
  AnswersTaken,
  countAnswers,
  findRepeats,
  isAnswered,
} from '../../domain/referral/answer-sheet.ts'
import type { ReferralAnswer } from '../../domain/referral/referral.ts'
import type { ReferralFile } from '../../domain/referral/referral-file-record.ts'
import { mapAtOnce } from '../map-at-once.ts'
import type { ReadMemberDeps } from '../members/member-access.ts'
import { type IdempotentRequest, isClaimFor, once } from '../once.ts'
import { atLine, type SentFile } from '../tables/table-rows.ts'
import { type AnswerDeps, recordAnswer } from './answer-referral.ts'
import { namingColumns, type ReadRow, readAnswers } from './read-answers.ts'
import { readOwnFile } from './send-by-file.ts'

type TakeDeps = AnswerDeps & ReadMemberDeps & Pick<Deps, 'referralFiles' | 'claims'>
type FileRow = ReferralFile['rows'][number]
type Place = Pick<AnswerRow, 'line' | 'row'>
type NamedRow = Place & FileRow & { said: ReferralAnswer }

const rowsAtOnce = 8

/**
 * Records a lender's answers to a referral file from a sheet. Only the maker of the file may do so. Each row is
 * recorded like a single answer, in its own transaction, with its own result. A repeat of an interrupted request goes
 * on where it stopped.
 */
export async function takeAnswers(
  deps: TakeDeps,
  caller: Caller,
  request: IdempotentRequest,
  { id, sheet }: { id: string; sheet: SentFile },
) {
  const { file } = await readOwnFile(deps, caller, id)
  const answers = await readAnswers(sheet)
  const result = await once(deps, caller, request, AnswersTaken, async (keepAnswer) => {
    await claimSheet(deps, caller, request)
    const rowByName = await indexRows(deps, file)
    const rows = answers.map((row) => ('said' in row ? nameRow(rowByName, row) : row))
    const { equal, differing } = findRepeats(rows.filter((row) => 'said' in row))
    const answerRows = await mapAtOnce(rows, rowsAtOnce, async (row): Promise<AnswerRow> => {
      if ('why' in row) return { ...placeOf(row), outcome: 'passed_over', why: row.why, problems: [] }
      if ('problems' in row) return refuse(row, row.problems)
      if (differing.has(row)) return refuse(row, [{ code: 'referral_answers_differ' }])
      return equal.has(row) ? reportRow(row, 'unchanged') : recordRow(deps, caller, request, row)
    })
    const answer = countAnswers(id, answerRows)
    await deps.commit(keepAnswer(answer))
    return answer
  })
  return result.replayed ? { ...result, answer: withoutOthers(result.answer, file) } : result
}

/** Claims the content of a sheet before its first row is recorded. Throws `invalid` if the key was used for another. */
async function claimSheet(deps: TakeDeps, { subject }: Caller, request: IdempotentRequest): Promise<void> {
  const key = { caller: subject, key: request.key, part: 'ANSWERS' }
  const isClaimed = async () => {
    const known = await deps.claims.get(key)
    if (known && !isClaimFor(request, known)) throw invalid('idempotency_key_reused')
    return known !== undefined
  }
  if (await isClaimed()) return
  try {
    await deps.commit(deps.claims.add(key, { fingerprint: request.fingerprint }))
  } catch (error) {
    if (!isLostRace(error, 'claim') || !(await isClaimed())) throw error
  }
}

/** A repeated answer without the rows of members whom the caller may no longer refer. */
function withoutOthers({ file, rows }: AnswersTaken, { rows: own }: ReferralFile): AnswersTaken {
  const referrals = new Set(own.map(({ referral }) => referral))
  return countAnswers(
    file,
    rows.filter(({ referral }) => referral === undefined || referrals.has(referral)),
  )
}

/** The rows of a file by what names them: the referral, the member number and the NIK. */
async function indexRows({ members }: Pick<Deps, 'members'>, { rows }: ReferralFile): Promise<Map<string, FileRow>> {
  const found = await members.getMany(rows.map(({ memberId }) => memberId))
  const niks = new Map(found.map(({ id, person }) => [id, person?.nik]))
  return new Map(
    rows.flatMap((row) =>
      [row.referral, row.memberId, niks.get(row.memberId)].flatMap((name): [string, FileRow][] =>
        name === undefined ? [] : [[name, row]],
      ),
    ),
  )
}

function nameRow(
  rowByName: ReadonlyMap<string, FileRow>,
  { said, ...place }: Extract<ReadRow, { said: unknown }>,
): NamedRow | (Place & { problems: Problem[] }) {
  const { referral: _, number: __, nik: ___, ...answer } = said
  const found = namingColumns.flatMap((column) => (said[column] === undefined ? [] : [rowByName.get(said[column])]))
  const [first] = found
  if (!first || found.includes(undefined)) return { ...place, problems: [{ code: 'referral_row_unknown' }] }
  return found.some((each) => each !== first)
    ? { ...place, problems: [{ code: 'referral_row_differs' }] }
    : { ...place, ...first, said: answer }
}

async function recordRow(
  deps: TakeDeps,
  caller: Caller,
  request: IdempotentRequest,
  row: NamedRow,
): Promise<AnswerRow> {
  const { memberId, referral: id, said } = row
  try {
    await recordAnswer(deps, caller, { ...request, key: `${request.key} ${id}` }, { memberId, id }, said)
    return reportRow(row, 'recorded')
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'busy' || isKeyReused(error)) throw error
    const over = error.problems.find(({ code }) => code === 'referral_over')
    return over && isAnswered(over.params?.state, said.answer)
      ? reportRow(row, 'unchanged')
      : refuse(row, error.problems)
  }
}

const isKeyReused = ({ problems }: AppError): boolean => problems.some(({ code }) => code === 'idempotency_key_reused')

const placeOf = ({ line, row }: Place): Place => ({ line, row })

const reportRow = (row: NamedRow, outcome: 'recorded' | 'unchanged'): AnswerRow => ({
  ...placeOf(row),
  outcome,
  memberId: row.memberId,
  referral: row.referral,
  answer: row.said.answer,
  problems: [],
})

const refuse = (row: Place & Partial<FileRow>, problems: Problem[]): AnswerRow => ({
  ...placeOf(row),
  outcome: 'refused',
  ...(row.memberId !== undefined && { memberId: row.memberId, referral: row.referral }),
  problems: atLine({ ...placeOf(row), cells: [] }, problems).map(viewProblem),
})
