import { loadLedgerDeps } from '../../shared/ledger-deps.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { watchdogHandler } from './handler.ts'

export const handler = watchdogHandler(await loadLedgerDeps(process.env, jakpreneur))
