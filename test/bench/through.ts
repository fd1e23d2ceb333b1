const variable = 'AWS_ENDPOINT_URL_DYNAMODB'

/**
 * Creates something that must reach the table by another endpoint. The SDK reads the endpoint with its first request.
 */
export async function through<T>(endpoint: string, make: () => Promise<T>): Promise<T> {
  const engine = process.env[variable]
  process.env[variable] = endpoint
  try {
    return await make()
  } finally {
    process.env[variable] = engine
  }
}
