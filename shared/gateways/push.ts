import { promises as dns, type LookupAddress } from 'node:dns'
import * as http from 'node:http'
import * as https from 'node:https'
import type { LookupFunction } from 'node:net'
import { judgeStatus, makePushHeaders, type Push, type PushFailure, type PushResult } from '../domain/push/push.ts'
import { isPushTarget, mayConnect, type PushReach } from '../domain/push/push-target.ts'

/** The time for a whole push: resolving, connecting, sending and the answer. */
const patienceMs = 10_000

/** An answer's body is not used. This much of it is read and dropped, so that usual answers end normally. */
const mostAnswerBytes = 64 * 1024

type Resolve = (host: string) => Promise<LookupAddress[]>

const resolveAll: Resolve = (host) => dns.lookup(host, { all: true })

/** An error while resolving, with the failure that it means. */
class Unresolved extends Error {
  readonly failure: PushFailure

  constructor(failure: PushFailure) {
    super(failure)
    this.failure = failure
  }
}

/**
 * Sends signed messages to receivers outside. A push connects only to an address that was checked, so it does not help
 * an attacker to change what the name resolves to. It follows no redirects, and keeps only the status of the answer.
 */
export const push = (reach: PushReach, resolve: Resolve = resolveAll) => ({
  /** Sends a push once and never throws: any failure is a result, and the caller decides whether to try again. */
  async send(message: Push, sentAt: Date, signal?: AbortSignal): Promise<PushResult> {
    if (message.secrets.length === 0) return { isTaken: false, reason: 'unsigned' }
    if (!isPushTarget(message.target, reach)) return { isTaken: false, reason: 'target' }
    const timeout = AbortSignal.timeout(patienceMs)
    try {
      const status = await post(message, sentAt, {
        lookup: makeCheckedLookup(reach, resolve),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      })
      return judgeStatus(status)
    } catch (error) {
      return { isTaken: false, reason: nameFailure(error) }
    }
  },
})

/** Resolves a name to its addresses. Refuses it if any of them is not public. */
function makeCheckedLookup(reach: PushReach, resolve: Resolve): LookupFunction {
  return (host, { all }, callback) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses
        if (!first) callback(new Unresolved('unresolved'), '')
        else if (!addresses.every(({ address }) => mayConnect(address, reach))) callback(new Unresolved('address'), '')
        else if (all) callback(null, addresses)
        else callback(null, first.address, first.family)
      },
      () => callback(new Unresolved('unresolved'), ''),
    )
  }
}

/** Posts a message over a new connection. Returns the status of the answer. */
function post(
  { target, ...message }: Push,
  sentAt: Date,
  { lookup, signal }: { lookup: LookupFunction; signal: AbortSignal },
): Promise<number> {
  const url = new URL(target)
  const body = Buffer.from(message.body)
  const headers = { ...makePushHeaders(message, sentAt), 'content-length': body.length }
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const clientRequest = request(url, { method: 'POST', headers, agent: false, lookup, signal }, (answer) => {
      // The status is enough, even if the rest of the answer fails.
      const end = () => resolve(answer.statusCode ?? 0)
      let bytes = 0
      answer.on('data', (piece: Buffer) => {
        bytes += piece.length
        if (bytes > mostAnswerBytes) answer.destroy()
      })
      answer.on('error', end)
      answer.on('close', end)
    })
    clientRequest.on('error', reject)
    clientRequest.end(body)
  })
}

function nameFailure(error: unknown): PushFailure {
  if (error instanceof Unresolved) return error.failure
  return error instanceof Error && error.name === 'AbortError' ? 'timeout' : 'unreachable'
}
