import { loadDeps } from '../../shared/deps.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { importHandler } from './handler.ts'

export const handler = importHandler(await loadDeps(process.env, jakpreneur))
