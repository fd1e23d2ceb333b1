import type { Call } from '../test-api.ts'

/**
 * A request that must be refused. `{member}`, `{trained}` (holds P1 and P2) and `{target}` in its path stand for ids.
 * `codes` are the codes of the answer's problems in order, each with its path.
 */
export type Malformed = Call & { what: string; method?: string; path: string; status: number; codes: string[] }
