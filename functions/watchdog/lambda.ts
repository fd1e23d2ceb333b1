import { liveLedger } from '../../shared/ledger-deps.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { watchdogHandler } from './handler.ts'

export const handler = watchdogHandler(await liveLedger(process.env, jakpreneur))
