import type { Malformed } from './malformed.ts'

const nowhere = (method: string, path: string): Malformed => ({
  what: `${method} ${path}`,
  method,
  path,
  status: 404,
  codes: ['not_found'],
})

const wrongMethod = (method: string, path: string): Malformed => ({
  ...nowhere(method, path),
  status: 405,
  codes: ['method_not_allowed'],
})

export const places: Malformed[] = [
  wrongMethod('DELETE', '/v1/members/{member}'),
  wrongMethod('PUT', '/v1/members/{member}'),
  wrongMethod('POST', '/v1/figures'),
  wrongMethod('PATCH', '/v1/months/2021-10'),
  wrongMethod('DELETE', '/v1/months/2021-10/issues/1'),
  wrongMethod('PUT', '/v1/targets/{target}'),
  wrongMethod('PUT', '/v1/members'),
  wrongMethod('PUT', '/v1/programme'),
  nowhere('GET', '/v1/members/'),
  nowhere('GET', '/v1/members/{member}/'),
  nowhere('GET', '/v1//members'),
  nowhere('GET', '/v1/MEMBERS/{member}'),
  wrongMethod('DELETE', '/v1/grants'),
  wrongMethod('GET', '/v1/members/{member}/reveals'),
  wrongMethod('GET', '/v1/members/{member}/stages'),
  nowhere('GET', '/v2/programme'),
  nowhere('GET', '/'),
  nowhere('GET', '/favicon.ico'),
  nowhere('GET', '/docs/..%2f..%2fpackage.json'),
  nowhere('GET', '/docs/%2e%2e%2fpackage.json'),
  nowhere('GET', '/docs/../package.json'),
  nowhere('GET', '/docs/constructor'),
  nowhere('GET', '/docs/__proto__'),
  nowhere('GET', '/docs/swagger-ui.css%00'),
  nowhere('GET', '/docs/package.json'),
  nowhere('GET', '/.env'),
  wrongMethod('POST', '/docs'),
]
