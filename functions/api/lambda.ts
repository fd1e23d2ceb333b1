import { readFile } from 'node:fs/promises'
import { loadDeps } from '../../shared/deps.ts'
import { lambdaMetrics } from '../../shared/metrics.ts'
import { lambdaHandler } from '../../shared/on-lambda.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { apiApp } from './app.ts'
import { countRegistrations } from './count-registrations.ts'

const deps = await loadDeps(process.env, jakpreneur)
const metrics = lambdaMetrics(deps.now)
const reference = {
  directory: new URL('./assets/', import.meta.url),
  document: () => readFile(new URL('./openapi.json', import.meta.url), 'utf8'),
  client: () => readFile(new URL('./client.ts', import.meta.url), 'utf8'),
}

export const handler = countRegistrations(lambdaHandler(apiApp(deps, reference)), metrics)
