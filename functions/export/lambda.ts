import { loadDeps } from '../../shared/deps.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { exportHandler } from './handler.ts'

export const handler = exportHandler(await loadDeps(process.env, jakpreneur))
