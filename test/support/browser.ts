/** The headers that a page may send to another origin without a preflight, and read in an answer without permission. */
const safeMethods = ['GET', 'HEAD', 'POST']
const safeRequestHeaders = ['accept', 'accept-language', 'content-language']
const safeResponseHeaders = ['cache-control', 'content-language', 'content-length', 'content-type', 'expires', 'pragma']

type Sent = { method: string; path: string; headers: Headers }

/**
 * A `fetch` with the rules that the Fetch standard sets for a page of another origin: it sends a preflight first, sends
 * only what the preflight allows, and shows the page only what the answer exposes.
 */
export function browserOf(origin: string) {
  const sentRequests: Sent[] = []

  async function exchange(url: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers)
    sentRequests.push({ method: init.method ?? 'GET', path: new URL(url).pathname, headers })
    headers.set('Origin', origin)
    const response = await fetch(url, { ...init, headers })
    const allowed = response.headers.get('Access-Control-Allow-Origin')
    if (allowed !== '*' && allowed !== origin) throw new TypeError(`${origin} may not read ${url}`)
    return response
  }

  async function preflight(url: string, method: string, unsafe: string[]): Promise<void> {
    const preflightHeaders = {
      'Access-Control-Request-Method': method,
      'Access-Control-Request-Headers': unsafe.join(','),
    }
    const { ok, headers } = await exchange(url, { method: 'OPTIONS', headers: preflightHeaders })
    const listAllowed = (name: string) =>
      (headers.get(`Access-Control-Allow-${name}`) ?? '').toLowerCase().split(/,\s*/)
    const mayUse = safeMethods.includes(method) || listAllowed('Methods').includes(method.toLowerCase())
    const refused = unsafe.filter((name) => !listAllowed('Headers').includes(name))
    if (!ok || !mayUse || refused.length > 0) throw new TypeError(`${origin} may not send ${method} ${url} ${refused}`)
  }

  return {
    sent: sentRequests,
    async fetch(url: string, init: RequestInit): Promise<Response> {
      const { method = 'GET' } = init
      const unsafe = [...new Headers(init.headers).keys()].filter((name) => !safeRequestHeaders.includes(name))
      if (!safeMethods.includes(method) || unsafe.length > 0) await preflight(url, method, unsafe.toSorted())
      const response = await exchange(url, init)
      const exposed = (response.headers.get('Access-Control-Expose-Headers') ?? '').toLowerCase().split(/,\s*/)
      const readable = [...response.headers].filter(([name]) => [...safeResponseHeaders, ...exposed].includes(name))
      const { status, statusText } = response
      return new Response(await response.arrayBuffer(), { status, statusText, headers: readable })
    },
  }
}
