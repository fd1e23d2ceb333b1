import { loadLedgerDeps } from '../../shared/ledger-deps.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { mailEventsHandler } from './handler.ts'

export const handler = mailEventsHandler(await loadLedgerDeps(process.env, jakpreneur))
