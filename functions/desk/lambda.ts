import { loadDeskDeps } from '../../shared/desk-deps.ts'
import { lambdaHandler } from '../../shared/on-lambda.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { deskApp } from './app.ts'
import { deskFront } from './front.ts'

const deps = await loadDeskDeps(process.env, jakpreneur)
const loadWhole = async () => (await import('./whole-app.ts')).wholeDeskApp(deps)

export const handler = lambdaHandler(deskFront(deskApp(deps), loadWhole))
