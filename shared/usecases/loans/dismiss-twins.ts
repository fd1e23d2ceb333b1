import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import { conflict, notFound } from '../../domain/problems/app-error.ts'
import { plainText } from '../../domain/values/text.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { type TraceDeps, trace } from '../members/trace.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { permitPartners } from '../partners/partners.ts'

/** A person's decision that two loans which look alike are two different loans. */
export const TwinDismissal = z
  .strictObject({ other: z.string().max(64).describe('The id of the other loan'), reason: plainText(500) })
  .meta({ id: 'TwinDismissal' })
export type TwinDismissal = z.infer<typeof TwinDismissal>

/** Two loans that are no longer listed as twins. */
export const DismissedTwins = z.object({ loans: z.array(z.string()) }).meta({ id: 'DismissedTwins' })

type DismissDeps = Pick<Deps, 'loans' | 'frame' | 'claims' | 'commit' | 'now'> & TraceDeps & Retries

/** Takes two loans off the list of twins for good, once. Throws `conflict` if they are not on it. */
export async function dismissTwins(
  deps: DismissDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  { other, reason }: TwinDismissal,
) {
  permitPartners(deps, caller, 'partners.write')
  return once(deps, caller, request, DismissedTwins, (keepAnswer) =>
    retryRaces(deps, ['loan'], async () => {
      const records = await deps.loans.getMany([id, other])
      const [one, twin] = [id, other].map((each) => records.find((record) => record.id === each))
      if (!one || !twin) throw notFound()
      if (!one.twins.includes(other)) throw conflict('twins_settled')
      const now = deps.now()
      const dismissal = { reason, by: caller.subject, at: now.toISOString() }
      const saves = [one, twin].map((record) => {
        const loan = record === one ? other : id
        const twins = record.twins.filter((each) => each !== loan)
        const dismissedTwins = [...(record.dismissedTwins ?? []), { loan, ...dismissal }]
        return deps.loans.save(nextVersion({ ...record, twins, dismissedTwins }))
      })
      const { memberId } = one
      const answer = { loans: [id, other] }
      await deps.commit(
        keepAnswer(answer),
        ...saves,
        deps.loans.untwin(id, other),
        ...(memberId === undefined
          ? []
          : [trace(deps, { ...byOfficer(caller), now }, { memberId, act: 'loan_decided', other: id, reason })]),
      )
      return answer
    }),
  )
}
