import { liveLedger } from '../../shared/deps.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { recountHandler } from './handler.ts'

export const handler = recountHandler(await liveLedger(process.env, jakpreneur))
