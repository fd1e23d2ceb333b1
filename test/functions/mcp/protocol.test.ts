import { expect, test } from 'vitest'
import { mcpApp } from '../../../functions/mcp/app.ts'
import { writeToolList } from '../../../functions/mcp/tool-list.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { publishedIssues } from '../../support/made-issues.ts'
import { mcpHeaders, mcpOf, readAnswer } from '../../support/mcp-of.ts'

const { app, post, ask, deps, logged } = mcpOf(publishedIssues(jakpreneur).slice(0, 1))
const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' }

test.each(['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'])('speaks revision %s', async (protocolVersion) => {
  const clientInfo = { name: 'test', version: '1' }
  const { result } = await ask('initialize', { protocolVersion, capabilities: {}, clientInfo })
  expect(result).toMatchObject({ protocolVersion, serverInfo: { name: 'capaian' }, capabilities: { tools: {} } })
  const answer = await post({ ...list, id: 2 }, { 'MCP-Protocol-Version': protocolVersion })
  expect([answer.status, answer.headers.get('Mcp-Session-Id')]).toEqual([200, null])
})

test('speaks the revision without a handshake, and says how long the list of tools is valid', async () => {
  const about = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  }
  const headers = { 'MCP-Protocol-Version': '2026-07-28', 'Mcp-Method': 'tools/list' }
  const answer = await post({ ...list, params: { _meta: about } }, headers)
  expect(answer.status).toBe(200)
  expect(readAnswer(await answer.text()).result).toMatchObject({ ttlMs: 300_000, cacheScope: 'public' })
  const listening = { ...list, method: 'subscriptions/listen', params: { _meta: about, notifications: {} } }
  const refused = await post(listening, { ...headers, 'Mcp-Method': 'subscriptions/listen' })
  expect(readAnswer(await refused.text()).error?.message).toContain('Subscription limit')
})

test('an unknown version is answered with a known one', async () => {
  const { result } = await ask('initialize', {
    protocolVersion: '1999-01-01',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  })
  expect(result).toMatchObject({ protocolVersion: expect.stringMatching(/^202\d-\d\d-\d\d$/) })
})

test.each(['GET', 'DELETE', 'PUT', 'OPTIONS'])('there is no session, so %s is not allowed', async (method) => {
  const answer = await app.request('/mcp', { method, headers: mcpHeaders })
  expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'POST'])
})

test.each([
  ['a page of another site', list, { Origin: 'https://evil.example' }, 403],
  ['a page without a name', list, { Origin: 'null' }, 403],
  ['a page of our own', list, { Origin: 'https://capaian.example' }, 200],
  ['several messages', [list, list], {}, 400],
  ['no JSON', '{', {}, 400],
  ['no message', {}, {}, 400],
  ['another type', list, { 'Content-Type': 'text/plain' }, 415],
  ['too much', JSON.stringify(list).padEnd(16_385), {}, 413],
  ['too much nesting', `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`, {}, 400],
])('%s gets its status', async (_what, message, headers, status) => {
  expect((await post(message, headers)).status).toBe(status)
})

test.each([
  ['no such tool', { name: `get_${'x'.repeat(9000)}` }],
  ['no arguments but a list', { name: 'get_figures', arguments: [] }],
  ['no name', {}],
])('%s is refused shortly', async (_what, params) => {
  const { error } = await ask('tools/call', params)
  expect(error?.code).toBe(-32_602)
  expect(error?.message.length).toBeLessThan(300)
})

test.each(['constructor', 'x'.repeat(9000)])('an argument named %.20s is refused shortly', async (name) => {
  const given = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_figures","arguments":{"${name}":1}}}`
  const body = await (await post(given)).text()
  expect(body).toContain('field_unknown')
  expect(body.length).toBeLessThan(1000)
})

test('an internal failure is logged and answered with 500, which the gateway counts', async () => {
  const failing = mcpApp({ ...deps, files: { get: async () => undefined } }, writeToolList())
  const message = { ...list, method: 'tools/call', params: { name: 'get_figures', arguments: {} } }
  const answer = await failing.request('/mcp', { method: 'POST', headers: mcpHeaders, body: JSON.stringify(message) })
  expect(answer.status).toBe(500)
  expect(await answer.text()).toContain('[internal]')
  expect(logged).toEqual(['A tool failed'])
})
