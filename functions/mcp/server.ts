import { ProtocolError, ProtocolErrorCode, Server } from '@modelcontextprotocol/server'
import { AppError, type Problem } from '../../shared/domain/problems/app-error.ts'
import { viewProblem } from '../../shared/domain/problems/problem-view.ts'
import type { ToolContext } from './tool.ts'
import type { ToolEntry } from './tool-list.ts'
import { tools } from './tools.ts'

type ServerOptions = {
  list: ToolEntry[]
  context: ToolContext
  /** Called when a tool fails for a reason that is not the caller's. */
  onFailure: (tool: string, error: unknown) => void
}

const instructions = [
  'Angka capaian program dari terbitan resmi yang dibekukan. Sebut setiap angka bersama corong seluruh tahap, definisi, keadaan akhir bulan, nomor terbitan, dan SHA-256-nya. null berarti disembunyikan, bukan nol; jangan menebak atau menghitungnya.',
  'Attainment of a programme from frozen issues. Quote every number with the funnel of all stages, its definition, its month (numbers are as of its last day), the number of the issue and its SHA-256. null means hidden, not zero: never guess or compute it.',
].join('\n')

const fiveMinutesMs = 300_000

/** Makes a server for one request. It keeps nothing between requests. */
export function makeServer({ list, context, onFailure }: ServerOptions): Server {
  const server = new Server(
    { name: 'capaian', title: 'Capaian', version: '1.0.0' },
    {
      capabilities: { tools: {} },
      instructions,
      cacheHints: { 'tools/list': { ttlMs: fiveMinutesMs, cacheScope: 'public' } },
    },
  )
  server.setRequestHandler('tools/list', () => ({ tools: list }))
  server.setRequestHandler('tools/call', async ({ params }) => {
    const tool = tools.find(({ name }) => name === params.name)
    if (!tool) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no tool ${params.name.slice(0, 80)}`)
    try {
      const { structured, text } = await tool.answer(context, params.arguments ?? {})
      return { content: [{ type: 'text', text }], structuredContent: structured }
    } catch (error) {
      if (error instanceof AppError) return refuse(error.problems)
      onFailure(tool.name, error)
      return refuse([{ code: 'internal' }])
    }
  })
  return server
}

/** A refusal that an assistant can act on: every problem with its code, its place, and a sentence in both languages. */
const refuse = (problems: Problem[]) => ({
  isError: true,
  content: [{ type: 'text' as const, text: problems.map(writeProblem).join('\n') }],
})

function writeProblem(problem: Problem): string {
  const { code, path, message } = viewProblem(problem)
  return `[${code}]${path === undefined ? '' : ` ${path.slice(1)}:`} ${message.id} / ${message.en}`
}
