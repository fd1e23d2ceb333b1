import { liveDeps } from '../../shared/deps.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { closeMonthHandler } from './handler.ts'

export const handler = closeMonthHandler(await liveDeps(process.env, jakpreneur))
