import * as z from 'zod'
import { mcpApp } from '../../functions/mcp/app.ts'
import { writeToolList } from '../../functions/mcp/tool-list.ts'
import type { MadeIssue } from './made-issues.ts'
import { publicDepsOf } from './pages-of.ts'

const ToolResult = z.object({
  isError: z.boolean().optional(),
  content: z.array(z.object({ type: z.literal('text'), text: z.string() })).min(1),
  structuredContent: z.record(z.string(), z.unknown()).optional(),
})
const RpcAnswer = z.object({
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string() }).optional(),
})

/** The headers of every request of a client. */
export const mcpHeaders = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' }

/** The message of an answer, whether it is JSON or the one event of a stream. */
export function readAnswer(body: string): z.infer<typeof RpcAnswer> {
  const [, data = body] = /^data: (.*)$/m.exec(body) ?? []
  return RpcAnswer.parse(JSON.parse(data))
}

/** The MCP server on issues in memory, and a client of it. */
export function mcpOf(issues: MadeIssue[]) {
  const { deps, logged } = publicDepsOf(issues)
  const app = mcpApp(deps, writeToolList())
  const post = async (message: unknown, headers: Record<string, string> = {}) =>
    app.request('/mcp', {
      method: 'POST',
      headers: { ...mcpHeaders, ...headers },
      body: typeof message === 'string' ? message : JSON.stringify(message),
    })
  const ask = async (method: string, params?: unknown) =>
    readAnswer(await (await post({ jsonrpc: '2.0', id: 1, method, params })).text())
  const call = async (name: string, input: Record<string, unknown> = {}) => {
    const { result, error } = await ask('tools/call', { name, arguments: input })
    if (error) throw new Error(error.message)
    return ToolResult.parse(result)
  }
  return { app, deps, logged, post, ask, call }
}
