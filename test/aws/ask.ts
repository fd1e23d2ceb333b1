import http from 'node:http'

/**
 * A `fetch` for names that only the emulator knows, such as `<id>.execute-api.localhost`. It goes to the emulator's port with
 * the name in `Host`, and follows no redirect.
 */
export const askOn =
  (port: number) =>
  (url: string | URL, { method = 'GET', headers, body }: RequestInit = {}): Promise<Response> =>
    new Promise((resolve, reject) => {
      const { host, pathname, search } = new URL(url)
      const request = http.request(
        {
          host: '127.0.0.1',
          port,
          method,
          path: pathname + search,
          headers: { ...Object.fromEntries(new Headers(headers)), host },
        },
        (answer) => {
          const pieces: Buffer[] = []
          answer.on('data', (piece: Buffer) => pieces.push(piece))
          answer.on('end', () => {
            const status = answer.statusCode ?? 0
            const headerPairs = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
              values.map((value): [string, string] => [name, value]),
            )
            const content = [204, 304].includes(status) ? null : new Uint8Array(Buffer.concat(pieces))
            resolve(new Response(content, { status, headers: headerPairs }))
          })
        },
      )
      request.on('error', reject)
      request.end(typeof body === 'string' ? body : undefined)
    })
