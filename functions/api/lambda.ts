import { liveDeps } from '../../shared/deps.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { apiApp } from './app.ts'
import { onLambda } from './on-lambda.ts'

export const handler = onLambda(apiApp(await liveDeps(process.env, jakpreneur), new URL('./assets/', import.meta.url)))
