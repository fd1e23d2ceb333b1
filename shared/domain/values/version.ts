import { stale } from '../problems/app-error.ts'
import { type Contested, refuseIfRaceLost } from '../problems/lost-race.ts'

type Versioned = { version: number }

/** The next version of a stored object, which a change saves over the version that it read. */
export const nextVersion = <T extends Versioned>(current: T): T => ({ ...current, version: current.version + 1 })

/** Throws `stale` unless the caller saw the stored version. */
export function requireVersion({ version }: Versioned, seen: number): void {
  if (version !== seen) throw stale('version_stale', { version })
}

/** For `catch`: throws `stale` when somebody else changed this version of `what` first. */
export const refuseAsStale = (what: Contested, { version }: Versioned) =>
  refuseIfRaceLost(what, () => stale('version_stale', { version }))
