import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { type Heads, writeCheckpointText } from '../../domain/report/checkpoint.ts'

/**
 * Signs the heads of both chains. The write belongs in the transaction of the issue that is the new head. It is refused
 * (`LostRace`) if somebody else has signed meanwhile.
 */
export async function signCheckpoint(
  { checkpoints, signer, trailSeals, now }: Pick<Deps, 'checkpoints' | 'signer' | 'trailSeals' | 'now'>,
  issueHead: Pick<Heads, 'issues' | 'issue'>,
): Promise<Write> {
  const [before, trail] = await Promise.all([checkpoints.latest(), trailSeals.head()])
  const heads = {
    ...issueHead,
    ...(trail && { trail: { through: trail.through, ...(trail.hash !== undefined && { hash: trail.hash }) } }),
    at: now().toISOString(),
  }
  const note = await signer.sign(writeCheckpointText(signer.name, heads))
  return checkpoints.replace({ note, key: await signer.key(), version: (before?.version ?? 0) + 1 })
}
