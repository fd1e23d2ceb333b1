import type { LambdaEvent } from 'hono/aws-lambda'

type Asked = {
  method?: string
  path: string
  query?: string
  headers?: Record<string, string>
  cookies?: string[]
  body?: string | Buffer
}

/**
 * The event of an HTTP API, payload version 2.0, as AWS documents it: header names in lower case, several values of a
 * header joined by commas, cookies in a separate list, and a body in base64 unless it is text.
 */
export function gatewayEvent({ method = 'GET', path, query = '', headers = {}, cookies, body }: Asked): LambdaEvent {
  const time = 1_638_248_400_000
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    ...(cookies && { cookies }),
    headers: {
      accept: '*/*',
      'content-length': String(body?.length ?? 0),
      host: 'abcdef1234.execute-api.ap-southeast-3.amazonaws.com',
      'x-amzn-trace-id': 'Root=1-61a5b0d0-3f2d2d3b5c0e4f0d1a2b3c4d',
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      ...headers,
    },
    requestContext: {
      accountId: '000000000000',
      apiId: 'abcdef1234',
      authentication: null,
      authorizer: {},
      domainName: 'abcdef1234.execute-api.ap-southeast-3.amazonaws.com',
      domainPrefix: 'abcdef1234',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'curl/8.5.0' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: '$default',
      stage: '$default',
      time: '30/Nov/2021:05:00:00 +0000',
      timeEpoch: time,
    },
    body: body === undefined ? null : body.toString(typeof body === 'string' ? undefined : 'base64'),
    isBase64Encoded: body !== undefined && typeof body !== 'string',
  }
}
