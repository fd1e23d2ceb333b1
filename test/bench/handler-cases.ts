import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { PostedAnswer } from '../../shared/domain/acts/posted-answer.ts'
import type { Ask } from './api-client.ts'
import type { Call } from './meter.ts'
import { replayOf } from './replay.ts'
import type { Work } from './samples.ts'

/** A request to the API, how often it is timed, its answer and calls, and the same calls by the bare SDK. */
export type HandlerCase = { name: string; turns: number; answer: string; calls: Call[]; ours: Work; bare: Work }

/** Calls the API and records its calls to the table. */
export type AskMetered = (...asked: Parameters<Ask>) => Promise<Awaited<ReturnType<Ask>> & { calls: Call[] }>

type Means = { client: DynamoDBDocumentClient; ask: Ask; askMetered: AskMetered }

export async function gettingMember({ client, ask, askMetered }: Means, memberIds: string[]): Promise<HandlerCase> {
  const [first = '', ...ids] = memberIds
  const { text, calls } = await askMetered(`/v1/members/${first}`)
  const idOf = (turn: number) => ids[turn % ids.length] ?? ''
  return {
    name: 'GET member',
    turns: 200,
    answer: text,
    calls,
    ours: (turn) => () => ask(`/v1/members/${idOf(turn)}`),
    bare: (turn) => replayOf(client, calls, new Map([[first, idOf(turn)]])),
  }
}

/** Each turn takes two members who hold only the first stage: one for us, one for the SDK. */
export async function postingStage({ client, ask, askMetered }: Means, memberIds: string[]): Promise<HandlerCase> {
  const evidence = { kind: 'sertifikat', number: 'SERT-2021-000123', issuer: 'Dinas PPKUKM' }
  const report = { stage: 'P2', happenedOn: '2021-11-20', evidence }
  const [first = '', ...ids] = memberIds
  const { text, key, calls } = await askMetered(`/v1/members/${first}/stages`, report)
  const [entry] = PostedAnswer.parse(JSON.parse(text)).entries
  const renameKeys = (turn: number, id: string) =>
    new Map([
      [first, id],
      [key, `bare-key-${turn}`.padEnd(key.length, '-')],
      [entry?.id ?? '', `bare_${turn}`.padEnd(entry?.id.length ?? 0, '-')],
    ])
  return {
    name: 'POST stage',
    turns: 200,
    answer: text,
    calls,
    ours: (turn) => () => ask(`/v1/members/${ids[2 * turn] ?? ''}/stages`, report),
    bare: (turn) => replayOf(client, calls, renameKeys(turn, ids[2 * turn + 1] ?? '')),
  }
}

export async function gettingFigures({ client, ask, askMetered }: Means): Promise<HandlerCase> {
  const path = '/v1/figures'
  const { text, calls } = await askMetered(path)
  const replay = replayOf(client, calls)
  return { name: 'GET figures', turns: 60, answer: text, calls, ours: () => () => ask(path), bare: () => replay }
}
