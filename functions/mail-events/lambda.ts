import { liveLedger } from '../../shared/deps.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { mailEventsHandler } from './handler.ts'

export const handler = mailEventsHandler(await liveLedger(process.env, jakpreneur))
