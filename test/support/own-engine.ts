import { afterAll } from 'vitest'

const engines = (process.env.TEST_ENGINES ?? '').split(' ')
// Vitest numbers its workers from 1.
process.env.AWS_ENDPOINT_URL_DYNAMODB = engines[(Number(process.env.VITEST_POOL_ID) - 1) % engines.length]

// Files share a worker, so a file that starts its own stand-ins must restore those of the others.
const before = { ...process.env }
afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
  Object.assign(process.env, before)
})
