const variable = 'AWS_ENDPOINT_URL_DYNAMODB'

/** Makes what is to reach the table by another endpoint: the SDK reads it with its first request. */
export async function through<T>(endpoint: string, make: () => Promise<T>): Promise<T> {
  const engine = process.env[variable]
  process.env[variable] = endpoint
  try {
    return await make()
  } finally {
    process.env[variable] = engine
  }
}
