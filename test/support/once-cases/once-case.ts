import type { IdempotentRequest } from '../../../shared/usecases/once.ts'
import { member } from '../harbourville.ts'
import type { TestDeps } from '../test-deps.ts'

/** An act that can be repeated. It may run with other dependencies than its preparation, as in another process. */
export type RepeatableAct = (
  deps: TestDeps,
  request: IdempotentRequest,
) => Promise<{ answer: unknown; replayed: boolean }>

/** An act that must be carried out once. `arrange` prepares it, and `lookUps` is the number of claims that it looks up. */
export type OnceCase = { name: string; arrange: (deps: TestDeps) => Promise<RepeatableAct>; lookUps?: number }

/** Arranges an act on a new member with these stages. */
export const arrangeForMember =
  (act: (deps: TestDeps, request: IdempotentRequest, id: string) => ReturnType<RepeatableAct>, ...stages: string[]) =>
  async (deps: TestDeps): Promise<RepeatableAct> => {
    const id = await member(deps, ...stages)
    return (others, request) => act(others, request, id)
  }

export function passMonth({ now, clock }: TestDeps): void {
  const later = now()
  later.setUTCMonth(later.getUTCMonth() + 1)
  clock.set(later.toISOString())
}
