import * as z from 'zod'
import { runFated } from './fated-process.ts'
import { fewAreas } from './few-areas.ts'
import { deskOver } from './test-desk.ts'

const Json = z.string().transform((text): unknown => JSON.parse(text))
const Told = z.object({
  TEST_COOKIES: Json.pipe(z.array(z.tuple([z.string(), z.string()]))),
  TEST_PATH: z.string(),
  TEST_FIELDS: Json.pipe(z.record(z.string(), z.string())),
})

/**
 * A process that receives a form of somebody who is signed in, and is killed at one of its writes. Without a fate it
 * prints the number of writes.
 */
await runFated(fewAreas, ['DYNAMODB', 'S3'], Told, async (deps, told) => {
  const tokens = { verifySubject: async (token: string) => token }
  const visitor = deskOver({ ...deps, tokens, tableName: told.TEST_TABLE }).visitor()
  for (const [name, value] of told.TEST_COOKIES) visitor.cookies.set(name, value)
  await visitor.post(told.TEST_PATH, told.TEST_FIELDS)
})
