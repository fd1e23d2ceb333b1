import { readFile } from 'node:fs/promises'
import { lambdaHandler } from '../../shared/on-lambda.ts'
import { loadPublicDeps } from '../../shared/public-deps.ts'
import { mcpApp } from './app.ts'
import { readToolList } from './tool-list.ts'

const list = readToolList(await readFile(new URL('./tools.json', import.meta.url), 'utf8'))

export const handler = lambdaHandler(mcpApp(loadPublicDeps(process.env), list))
