import { readFile } from 'node:fs/promises'
import { liveDeps } from '../../shared/deps.ts'
import { liveMetrics } from '../../shared/metrics.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { apiApp } from './app.ts'
import { measured } from './measured.ts'
import { onLambda } from './on-lambda.ts'

const deps = await liveDeps(process.env, jakpreneur)
const metrics = liveMetrics(process.env, deps.now)
const reference = {
  directory: new URL('./assets/', import.meta.url),
  document: () => readFile(new URL('./openapi.json', import.meta.url), 'utf8'),
  client: () => readFile(new URL('./client.ts', import.meta.url), 'utf8'),
}

export const handler = measured(onLambda(apiApp(deps, reference)), metrics)
