import { handle } from 'hono/aws-lambda'
import { liveDeps } from '../../shared/deps.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { startProgramme } from '../../shared/usecases/start-programme.ts'
import { apiApp } from './app.ts'

const deps = await liveDeps(process.env, jakpreneur)
await startProgramme(deps)

export const handler = handle(apiApp(deps, new URL('./assets/', import.meta.url)))
