import { loadDeskDeps } from '../../shared/desk-deps.ts'
import { lambdaHandler } from '../../shared/on-lambda.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { deskApp } from './app.ts'

export const handler = lambdaHandler(deskApp(await loadDeskDeps(process.env, jakpreneur)))
