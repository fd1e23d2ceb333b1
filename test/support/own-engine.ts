const engines = (process.env.TEST_ENGINES ?? '').split(' ')
// Vitest numbers its workers from 1.
process.env.AWS_ENDPOINT_URL_DYNAMODB = engines[(Number(process.env.VITEST_POOL_ID) - 1) % engines.length]
