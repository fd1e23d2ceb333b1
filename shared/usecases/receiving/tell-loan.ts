import type { Deps } from '../../deps.ts'
import type { TellLoan } from './apply-receipt.ts'

const laterMs = 3_600_000

/** Until loans are kept, what is received waits. */
export const tellLoan =
  ({ now }: Pick<Deps, 'now'>): TellLoan =>
  async () => ({ outcome: 'waiting', until: new Date(now().getTime() + laterMs).toISOString() })
