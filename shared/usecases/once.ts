import type * as z from 'zod'
import type { Write } from '../data/table.ts'
import type { Deps } from '../deps.ts'
import type { Caller } from '../domain/access/grant.ts'
import type { Instant } from '../domain/calendar.ts'
import { invalid } from '../domain/problems/app-error.ts'

/**
 * A request that must take effect once: the caller's key for it, and a hash of its content. `formerly` are its hashes
 * under older key versions.
 */
export type IdempotentRequest = { key: string; fingerprint: string; formerly?: string[] }

/** Whether a claim belongs to this request. */
export const isClaimFor = (
  { fingerprint, formerly = [] }: IdempotentRequest,
  claim: { fingerprint: string },
): boolean => claim.fingerprint === fingerprint || formerly.includes(claim.fingerprint)

const repeatMs = 5 * 60_000

/**
 * Whether it is too late to repeat an answer with personal data. A repeat reads the data again. If some minutes have
 * passed since the recorded reading, that would be a new reading without a record.
 */
export const isPastRepeating = (at: Instant, now: Date): boolean => now.getTime() - Date.parse(at) > repeatMs

/**
 * Runs a check before a request is carried out, and returns what it finds. Returns `fallback` if the request was carried
 * out before, because the check would then find the request's own effect.
 */
export async function checkUnlessDone<T>(
  { claims }: Pick<Deps, 'claims'>,
  { subject }: Pick<Caller, 'subject'>,
  request: IdempotentRequest,
  fallback: T,
  check: () => Promise<T>,
): Promise<T> {
  const isDone = async () => {
    const claim = await claims.get({ caller: subject, key: request.key })
    return claim !== undefined && isClaimFor(request, claim)
  }
  try {
    const found = await check()
    return (await isDone()) ? fallback : found
  } catch (error) {
    if (await isDone()) return fallback
    throw error
  }
}

/** Makes the write that claims the request and keeps its answer. It belongs in the transaction of the effect. */
export type KeepAnswer<T> = (answer: T) => Write

/**
 * Carries out a request once. A repeat gets the first answer, even at the same instant or a year later. The same key
 * with another request throws `invalid`. Keys belong to their caller.
 */
export async function once<T extends z.ZodType>(
  { claims }: Pick<Deps, 'claims'>,
  { subject }: Pick<Caller, 'subject'>,
  request: IdempotentRequest,
  schema: T,
  carryOut: (keepAnswer: KeepAnswer<z.output<T>>) => Promise<z.output<T>>,
): Promise<{ answer: z.output<T>; replayed: boolean }> {
  const { key, fingerprint } = request
  const id = { caller: subject, key }
  const readKeptAnswer = async () => {
    const claim = await claims.get(id)
    if (!claim) return undefined
    if (!isClaimFor(request, claim)) throw invalid('idempotency_key_reused')
    return { answer: schema.parse(claim.answer), replayed: true }
  }
  const keptAnswer = await readKeptAnswer()
  if (keptAnswer) return keptAnswer
  try {
    const newAnswer = await carryOut((answerToKeep) => claims.add(id, { fingerprint, answer: answerToKeep }))
    // Parsed like a stored answer, so that a repeat has the same bytes.
    return { answer: schema.parse(newAnswer), replayed: false }
  } catch (error) {
    // The same request may have finished elsewhere since the look-up. Its effect then caused this refusal.
    const twin = await readKeptAnswer()
    if (twin) return twin
    throw error
  }
}
