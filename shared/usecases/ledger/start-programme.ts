import type { Deps } from '../../deps.ts'
import { ignoreIfRaceLost } from '../../domain/problems/lost-race.ts'
import type { Target } from '../../domain/programme/target.ts'
import { openBooks } from './open-books.ts'

type StartDeps = Parameters<typeof openBooks>[0] & Pick<Deps, 'targets' | 'now'>

/** Prepares a deployment: the first start sets the programme's targets and opens its books. */
export async function startProgramme(deps: StartDeps): Promise<void> {
  if (!(await deps.ledger.get())) await setFirstTargets(deps)
  await openBooks(deps)
}

/**
 * Prepares a new deployment with the first request rather than at start-up, where Lambda allows ten seconds and new
 * areas may take longer. If a start fails, the next request tries again.
 */
export function startOnce(deps: StartDeps): () => Promise<void> {
  let starting: Promise<void> | undefined
  return async () => {
    starting ??= startProgramme(deps)
    await starting.catch((error: unknown) => {
      starting = undefined
      throw error
    })
  }
}

/**
 * Sets the programme's first targets. Their ids are fixed, so a second start, or one after an interruption, sets
 * nothing twice.
 */
async function setFirstTargets({ frame: { programme }, targets, commit, now }: StartDeps): Promise<void> {
  const primariesFirst = programme.targets.toSorted((a, b) => Number(b.primary) - Number(a.primary))
  for (const [i, { primary: _, ...firstTarget }] of primariesFirst.entries()) {
    const target: Target = {
      ...firstTarget,
      id: `tgt_${programme.code}_${i + 1}`,
      version: 1,
      effectiveFrom: `${firstTarget.from}-01`,
      setBy: 'programme',
      setAt: now().toISOString(),
    }
    await commit(targets.add(target)).catch(ignoreIfRaceLost('target'))
    await commit(targets.claimPrimary(target)).catch(ignoreIfRaceLost('primary_target'))
  }
}
