import { createHash } from 'node:crypto'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import type { Month } from '../../domain/calendar.ts'
import type { Loan } from '../../domain/loan/loan.ts'
import {
  Mismatches,
  reconcile,
  Statement,
  type StatementMismatch,
  type StatementView,
} from '../../domain/loan/statement.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import { readBooks, requireMonth } from '../ledger/books.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { permitPartners, readSigner } from '../partners/partners.ts'
import type { SentFile } from '../tables/table-rows.ts'
import { readStatement, type StatementReading } from './read-statement.ts'

type StatementDeps = Pick<
  Deps,
  'frame' | 'ledger' | 'partners' | 'loans' | 'statements' | 'files' | 'claims' | 'commit' | 'now'
>

const pageSize = 200

/**
 * Compares a partner's statement of a month with its events, once, and keeps the result. The last statement of a month
 * counts. It changes no loan: differences are settled by the partner's events or by a person.
 */
export async function takeStatement(
  deps: StatementDeps,
  caller: Caller,
  request: IdempotentRequest,
  { partner, month, sheet, ...reading }: { partner: string; month: Month; sheet: SentFile } & StatementReading,
) {
  permitPartners(deps, caller, 'partners.write')
  await readSigner(deps, partner)
  const books = await readBooks(deps)
  requireMonth(deps, books, month)
  return once(deps, caller, request, Statement, async (keepAnswer) => {
    const { lines, ...readDetails } = await readStatement(sheet, month, reading)
    const { matched, notCompared, mismatches } = reconcile(month, lines, await readPartnerLoans(deps, partner))
    const count = (outcome: StatementMismatch['outcome']) =>
      mismatches.filter((mismatch) => mismatch.outcome === outcome).length
    const bytes = Buffer.from(JSON.stringify(mismatches))
    const hash = createHash('sha256').update(bytes).digest('hex')
    const statement: Statement = {
      partner,
      month,
      at: deps.now().toISOString(),
      by: caller.subject,
      isClosed: month <= books.closedThrough,
      ...readDetails,
      matched,
      notCompared,
      missingHere: count('missing_here'),
      missingThere: count('missing_there'),
      different: count('different'),
      file: `statements/${partner}/${month}/${hash}.json`,
    }
    await deps.files.put(statement.file, bytes, 'application/json')
    await deps.commit(keepAnswer(statement), deps.statements.save(statement))
    return statement
  })
}

/** The result of a partner's last statement of a month, with every line that differs. */
export async function findStatement(
  deps: Pick<StatementDeps, 'frame' | 'statements' | 'files'>,
  caller: Caller,
  partner: string,
  month: Month,
): Promise<StatementView> {
  permitPartners(deps, caller, 'partners.read')
  const statement = await deps.statements.get(month, partner)
  if (!statement) throw notFound()
  const { file, ...summary } = statement
  const bytes = await deps.files.get(file)
  if (!bytes) throw new Error('The file with the mismatches of a statement is missing')
  return { ...summary, mismatches: Mismatches.parse(JSON.parse(Buffer.from(bytes).toString('utf8'))) }
}

async function readPartnerLoans({ loans }: Pick<Deps, 'loans'>, partner: string): Promise<Loan[]> {
  const all: Loan[] = []
  let after: string | undefined
  do {
    const page = await loans.ofPartner(partner, { after, limit: pageSize })
    all.push(...page.items.flatMap(({ loan }) => loan ?? []))
    after = page.last
  } while (after !== undefined)
  return all
}
