import { lambdaHandler } from '../../shared/on-lambda.ts'
import { loadPublicDeps } from '../../shared/public-deps.ts'
import { pagesApp } from './app.ts'

export const handler = lambdaHandler(pagesApp(loadPublicDeps(process.env)))
