import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { listReasonProblems } from '../../domain/acts/reverse.ts'
import { notFound, refuseAll } from '../../domain/problems/app-error.ts'
import type { IdempotentRequest } from '../once.ts'
import { type EvidenceFileDeps, findFile, nameContentFile } from './evidence-files.ts'
import { readMember } from './member-access.ts'
import { onceAbout } from './member-act.ts'
import { trace } from './trace.ts'

export const EvidenceFileRemoval = z
  .strictObject({ reason: z.string().min(1).max(32).describe('A reason of the programme, as for a reversal') })
  .meta({ id: 'EvidenceFileRemoval' })
type EvidenceFileRemoval = z.infer<typeof EvidenceFileRemoval>

export const EvidenceFileRemoved = z
  .object({ id: z.string(), memberId: z.string() })
  .meta({ id: 'EvidenceFileRemoved' })

/**
 * Removes a file that was added by mistake, such as somebody else's. Its key is deleted in one transaction with the
 * trail, which keeps the file's hash. After an interruption, the content may remain, but nobody can read it.
 */
export async function removeEvidenceFile(
  deps: EvidenceFileDeps & Pick<Deps, 'frame'>,
  caller: Caller,
  request: IdempotentRequest,
  { memberId, id }: { memberId: string; id: string },
  { reason }: EvidenceFileRemoval,
) {
  let content: string | undefined
  const removed = await onceAbout(deps, caller, 'member.write', request, EvidenceFileRemoved, async (keepAnswer) => {
    refuseAll(listReasonProblems(deps.frame.programme, reason))
    const found = await findFile(deps, await readMember(deps, caller, 'member.write', memberId), id)
    if (!found) throw notFound()
    content = nameContentFile(found.file, found.contentKey)
    const answer = { id, memberId }
    const context = { ...byOfficer(caller), now: deps.now() }
    const changes = { file: { from: found.file.sha256 } }
    const trailWrite = trace(deps, context, { memberId, act: 'file_removed', other: id, reason, changes })
    await deps.commit(keepAnswer(answer), deps.evidenceFiles.remove(found.file), trailWrite)
    return answer
  })
  if (content !== undefined) await deps.intake.remove(content)
  return removed
}
