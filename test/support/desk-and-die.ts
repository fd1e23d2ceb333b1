import * as z from 'zod'
import { accounts } from '../../shared/gateways/accounts.ts'
import { runFated } from './fated-process.ts'
import { fewAreas } from './few-areas.ts'
import { deskOver } from './test-desk.ts'

const Json = z.string().transform((text): unknown => JSON.parse(text))
const Told = z.object({
  TEST_COOKIES: Json.pipe(z.array(z.tuple([z.string(), z.string()]))),
  TEST_PATH: z.string(),
  TEST_FIELDS: Json.pipe(z.record(z.string(), z.string())),
  TEST_POOL: z.string().optional(),
})

/**
 * Receives the form of a signed-in person, in a process that is killed at one of its writes. Without `TEST_FATE` it
 * prints the number of writes. `TEST_POOL` names a user pool with the accounts; otherwise they are in memory.
 */
await runFated(fewAreas, ['DYNAMODB', 'S3', 'COGNITO_IDENTITY_PROVIDER'], Told, async (deps, told) => {
  const tokens = { verifySubject: async (token: string) => token }
  const ofPool = told.TEST_POOL === undefined ? {} : { accounts: accounts(told.TEST_POOL) }
  const visitor = deskOver({ ...deps, tokens, tableName: told.TEST_TABLE }, ofPool).visitor()
  for (const [name, value] of told.TEST_COOKIES) visitor.cookies.set(name, value)
  await visitor.post(told.TEST_PATH, told.TEST_FIELDS)
})
