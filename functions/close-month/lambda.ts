import { loadDeps } from '../../shared/deps.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { closeMonthHandler } from './handler.ts'

export const handler = closeMonthHandler(await loadDeps(process.env, jakpreneur))
