import type { SelfRegistration } from '../../../shared/domain/acts/self-registration.ts'
import { makePairId } from '../../../shared/domain/duplicates/pair.ts'
import { decideDuplicate } from '../../../shared/usecases/duplicates/decide.ts'
import { decideDispute } from '../../../shared/usecases/members/disputes.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { registerOneself } from '../../../shared/usecases/members/self-service.ts'
import { verifyMember } from '../../../shared/usecases/members/verifications.ts'
import { admin, somebody } from '../harbourville.ts'
import { request, type TestDeps } from '../test-deps.ts'
import { newNik, newPhone } from '../world.ts'
import type { OnceCase, RepeatableAct } from './once-case.ts'

/** The input of a self-registration in Harbourville. */
function ofOneself(): SelfRegistration {
  const { agency: _, ...said } = somebody()
  return said
}

async function registerUnverified(deps: TestDeps, input = ofOneself()): Promise<string> {
  const account = { subject: `account-${newNik()}` }
  return (await registerOneself(deps, account, request(), input)).answer.memberId
}

/** Makes two possible duplicates. Returns the first member's number and the id of their pair. */
async function makePair(deps: TestDeps): Promise<[string, string]> {
  const phone = newPhone()
  const register = async () => {
    const input = { ...somebody(), person: { name: 'Rosa Lim', phone } }
    return (await registerMember(deps, admin, request(), input)).answer.memberId
  }
  const [first, second] = [await register(), await register()]
  return [first, makePairId(first, second)]
}

export const identityOnceCases: OnceCase[] = [
  {
    name: 'deciding that two records are of one person',
    arrange: async (deps) => {
      const [keep, id] = await makePair(deps)
      const decision = { decision: 'same', keep, reason: 'mistake' } as const
      return (others, request) => decideDuplicate(others, admin, request, id, decision)
    },
  },
  {
    name: 'telling two records apart',
    arrange: async (deps) => {
      const [, id] = await makePair(deps)
      const decision = { decision: 'different', reason: 'namesakes' } as const
      return (others, request) => decideDuplicate(others, admin, request, id, decision)
    },
  },
  {
    name: 'registering oneself',
    arrange: async () => {
      const [as, input] = [newNik(), ofOneself()]
      return (deps, request) => registerOneself(deps, { subject: `account-${as}` }, request, input)
    },
  },
  {
    name: 'registering oneself with a NIK that is held',
    arrange: async (deps) => {
      const [as, input] = [newNik(), ofOneself()]
      await registerMember(deps, admin, request(), { ...input, agency: 'trade' })
      return (others, request) => registerOneself(others, { subject: `account-${as}` }, request, input)
    },
  },
  {
    name: 'verifying',
    arrange: async (deps) => {
      const id = await registerUnverified(deps)
      const finding = { by: 'officer', outcome: 'matches', seen: 'ktp' } as const
      return (others, request) => verifyMember(others, admin, request, id, finding)
    },
  },
  {
    name: 'rejecting',
    arrange: async (deps) => {
      const id = await registerUnverified(deps)
      const finding = { by: 'officer', outcome: 'does_not_match', seen: 'ktp', reason: 'fraud' } as const
      return (others, request) => verifyMember(others, admin, request, id, finding)
    },
  },
  ...(['same_person', 'claimant', 'holder'] as const).map((outcome) => ({
    name: `deciding a dispute: ${outcome}`,
    arrange: async (deps: TestDeps): Promise<RepeatableAct> => {
      const input = ofOneself()
      await registerMember(deps, admin, request(), { ...input, agency: 'trade' })
      const dispute = (await deps.members.get(await registerUnverified(deps, input)))?.dispute ?? ''
      const decision = { outcome, seen: 'ktp', reason: 'mistake' } as const
      return (others, request) => decideDispute(others, admin, request, dispute, decision)
    },
  })),
]
