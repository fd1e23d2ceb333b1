import { handle } from 'hono/aws-lambda'
import { loadDeskDeps } from '../../shared/desk-deps.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { deskApp } from './app.ts'

export const handler = handle(deskApp(await loadDeskDeps(process.env, jakpreneur)))
