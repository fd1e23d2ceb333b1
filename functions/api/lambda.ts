import { handle } from 'hono/aws-lambda'
import { liveDeps } from '../../shared/deps.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { apiApp } from './app.ts'

export const handler = handle(apiApp(await liveDeps(process.env, jakpreneur), new URL('./assets/', import.meta.url)))
