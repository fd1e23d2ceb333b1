import { randomUUID } from 'node:crypto'
import type { SelfRegistration } from '../../shared/domain/acts/self-registration.ts'
import { previousMonth } from '../../shared/domain/calendar.ts'
import { makePairId } from '../../shared/domain/duplicates/pair.ts'
import { NewRecipient } from '../../shared/domain/mail/recipient.ts'
import { NewPartner } from '../../shared/domain/partner/partner.ts'
import { breakGlass } from '../../shared/usecases/access/break-glass.ts'
import { endGrant, giveGrantFor } from '../../shared/usecases/access/grants.ts'
import { recordClass } from '../../shared/usecases/classes/class-attainment.ts'
import { makeClassList, recordAttendance } from '../../shared/usecases/classes/class-lists.ts'
import { decideDuplicate } from '../../shared/usecases/duplicates/decide.ts'
import { discardExport, requestExport } from '../../shared/usecases/export/exports.ts'
import { setTarget } from '../../shared/usecases/figures/targets.ts'
import { createImport } from '../../shared/usecases/import/imports.ts'
import { closeFor, closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { reissue } from '../../shared/usecases/issues/issues.ts'
import { withdrawObstacle, writeObstacle } from '../../shared/usecases/issues/obstacles.ts'
import { repairCell } from '../../shared/usecases/ledger/repair.ts'
import { takeStatement } from '../../shared/usecases/loans/statements.ts'
import { addRecipient } from '../../shared/usecases/mail/recipients.ts'
import { decideDispute } from '../../shared/usecases/members/disputes.ts'
import { rejoinMember, withdrawMember } from '../../shared/usecases/members/member-status.ts'
import { mergeMembers, unmergeMembers } from '../../shared/usecases/members/merges.ts'
import { addNote } from '../../shared/usecases/members/notes.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { registerOneself } from '../../shared/usecases/members/self-service.ts'
import { reclassifyMember, recordStage, reverseStage } from '../../shared/usecases/members/stages.ts'
import { verifyMember } from '../../shared/usecases/members/verifications.ts'
import type { IdempotentRequest } from '../../shared/usecases/once.ts'
import { issueCredential, revokeCredential } from '../../shared/usecases/partners/credentials.ts'
import { registerPartner } from '../../shared/usecases/partners/partners.ts'
import { eraseMember } from '../../shared/usecases/rights/erasure.ts'
import { decideCaseFor, openCaseFor } from '../../shared/usecases/rights/rights-cases.ts'
import { admin, member, somebody, today } from './harbourville.ts'
import { currentMonth } from './ledger-state.ts'
import { request, type TestDeps } from './test-deps.ts'
import { newNik, newPhone } from './world.ts'

/** An act that can be repeated, with any dependencies. */
type Asking = (deps: TestDeps, request: IdempotentRequest) => Promise<{ answer: unknown; replayed: boolean }>

/** An act that is carried out once. `arrange` prepares it, and `lookUps` is the number of claims that it looks up. */
type OnceCase = { name: string; arrange: (deps: TestDeps) => Promise<Asking>; lookUps?: number }

let subjects = 0
const newSubject = () => `newcomer-${++subjects}`

const obstacle = { obstacle: 'The hall was flooded', followUp: 'Classes move to the library' }

let partners = 0
const newPartner = () =>
  NewPartner.parse({
    code: `lender-${++partners}`,
    name: 'Harbour Lender',
    type: 'bank',
    signing: { scheme: 'standard_webhooks' },
  })

/** The input of a self-registration in Harbourville. */
function ofOneself(): SelfRegistration {
  const { agency: _, ...said } = somebody()
  return said
}

async function registerUnverified(deps: TestDeps, input = ofOneself()): Promise<string> {
  const account = { subject: `account-${newNik()}` }
  return (await registerOneself(deps, account, request(), input)).answer.memberId
}

const changeMember =
  (act: (deps: TestDeps, request: IdempotentRequest, id: string) => ReturnType<Asking>, ...stages: string[]) =>
  async (deps: TestDeps): Promise<Asking> => {
    const id = await member(deps, ...stages)
    return (others, asked) => act(others, asked, id)
  }

async function aMonthLater({ now, clock }: TestDeps): Promise<void> {
  const later = now()
  later.setUTCMonth(later.getUTCMonth() + 1)
  clock.set(later.toISOString())
}

/** A member, and a pair of possible duplicates with that member. */
async function pair(deps: TestDeps): Promise<[string, string]> {
  const phone = newPhone()
  const register = async () => {
    const input = { ...somebody(), person: { name: 'Rosa Lim', phone } }
    return (await registerMember(deps, admin, request(), input)).answer.memberId
  }
  const [first, second] = [await register(), await register()]
  return [first, makePairId(first, second)]
}

/** A closed month with a late entry. */
async function lateMonth(deps: TestDeps): Promise<string> {
  const happenedOn = today(deps)
  const id = await member(deps)
  await aMonthLater(deps)
  await closeMonths(deps, 'test')
  await recordStage(deps, admin, request(), id, { stage: 'learn', happenedOn })
  return previousMonth(currentMonth(deps))
}

const everything = { filter: {}, format: 'csv', revealed: false, reason: 'A meeting' } as const

export const onceCases: OnceCase[] = [
  {
    name: 'registering',
    arrange: async () => {
      const input = somebody()
      return (deps, asked) => registerMember(deps, admin, asked, input)
    },
  },
  {
    name: 'registering without a NIK',
    arrange: async () => {
      const input = { ...somebody(), person: { name: 'Rosa Lim' } }
      return (deps, asked) => registerMember(deps, admin, asked, input)
    },
  },
  {
    name: 'registering again after erasing',
    arrange: async (deps) => {
      const input = somebody()
      const { answer } = await registerMember(deps, admin, request(), input)
      await eraseMember(deps, admin, request(), answer.memberId)
      return (others, asked) => registerMember(others, admin, asked, input)
    },
  },
  {
    name: 'recording a stage',
    arrange: changeMember((deps, asked, id) =>
      recordStage(deps, admin, asked, id, { stage: 'learn', happenedOn: today(deps) }),
    ),
  },
  {
    name: 'reversing a stage',
    arrange: changeMember(
      (deps, asked, id) => reverseStage(deps, admin, asked, id, { stage: 'learn', reason: 'fraud', cascade: false }),
      'learn',
    ),
  },
  {
    name: 'reversing everything',
    arrange: changeMember(
      (deps, asked, id) => reverseStage(deps, admin, asked, id, { stage: 'apply', reason: 'fraud', cascade: true }),
      'learn',
    ),
  },
  {
    name: 'reclassifying',
    arrange: changeMember((deps, asked, id) =>
      reclassifyMember(deps, admin, asked, id, { category: 'heir', area: 'HV.NE.1', reason: 'mistake' }),
    ),
  },
  {
    name: 'noting something',
    arrange: changeMember((deps, asked, id) => addNote(deps, admin, asked, id, 'Sudah ditelepon')),
  },
  {
    name: 'withdrawing',
    arrange: changeMember((deps, asked, id) => withdrawMember(deps, admin, asked, id, today(deps))),
  },
  {
    name: 'rejoining',
    arrange: async (deps) => {
      const id = await member(deps)
      await withdrawMember(deps, admin, request(), id, today(deps))
      return (others, asked) => rejoinMember(others, admin, asked, id)
    },
  },
  { name: 'erasing', arrange: changeMember((deps, asked, id) => eraseMember(deps, admin, asked, id)) },
  {
    name: 'merging',
    arrange: async (deps) => {
      const [from, into] = [await member(deps, 'learn'), await member(deps)]
      return (others, asked) => mergeMembers(others, admin, asked, { from, into, reason: 'mistake' })
    },
  },
  {
    name: 'taking a merge back',
    arrange: async (deps) => {
      const asked = { from: await member(deps, 'learn'), into: await member(deps), reason: 'mistake' }
      const { answer } = await mergeMembers(deps, admin, request(), asked)
      return (others, again) => unmergeMembers(others, admin, again, answer.mergeId)
    },
  },
  {
    name: 'deciding that two records are of one person',
    arrange: async (deps) => {
      const [keep, id] = await pair(deps)
      const said = { decision: 'same', keep, reason: 'mistake' } as const
      return (others, asked) => decideDuplicate(others, admin, asked, id, said)
    },
  },
  {
    name: 'telling two records apart',
    arrange: async (deps) => {
      const [, id] = await pair(deps)
      const said = { decision: 'different', reason: 'namesakes' } as const
      return (others, asked) => decideDuplicate(others, admin, asked, id, said)
    },
  },
  {
    name: 'recording a class',
    lookUps: 3,
    arrange: async (deps) => {
      const memberIds = [await member(deps), await member(deps, 'learn'), 'NOBODY00', await member(deps)]
      const report = { stage: 'learn', happenedOn: today(deps), memberIds }
      return (others, asked) => recordClass(others, admin, asked, report)
    },
  },
  {
    name: 'opening a case',
    arrange: async (deps) => {
      const id = await member(deps)
      return (others, asked) => openCaseFor(others, admin, asked, id, { kind: 'correction', request: 'My name' })
    },
  },
  {
    name: 'deciding a case',
    arrange: async (deps) => {
      const opened = await openCaseFor(deps, admin, request(), await member(deps), { kind: 'restriction' })
      const { memberId, id: caseId } = opened.answer
      return (others, asked) => decideCaseFor(others, admin, asked, { memberId, caseId }, { outcome: 'done' })
    },
  },
  {
    name: 'registering oneself',
    arrange: async () => {
      const [as, input] = [newNik(), ofOneself()]
      return (deps, asked) => registerOneself(deps, { subject: `account-${as}` }, asked, input)
    },
  },
  {
    name: 'registering oneself with a NIK that is held',
    arrange: async (deps) => {
      const [as, input] = [newNik(), ofOneself()]
      await registerMember(deps, admin, request(), { ...input, agency: 'trade' })
      return (others, asked) => registerOneself(others, { subject: `account-${as}` }, asked, input)
    },
  },
  {
    name: 'verifying',
    arrange: async (deps) => {
      const id = await registerUnverified(deps)
      const finding = { by: 'officer', outcome: 'matches', seen: 'ktp' } as const
      return (others, asked) => verifyMember(others, admin, asked, id, finding)
    },
  },
  {
    name: 'rejecting',
    arrange: async (deps) => {
      const id = await registerUnverified(deps)
      const finding = { by: 'officer', outcome: 'does_not_match', seen: 'ktp', reason: 'fraud' } as const
      return (others, asked) => verifyMember(others, admin, asked, id, finding)
    },
  },
  ...(['same_person', 'claimant', 'holder'] as const).map((outcome) => ({
    name: `deciding a dispute: ${outcome}`,
    arrange: async (deps: TestDeps): Promise<Asking> => {
      const input = ofOneself()
      await registerMember(deps, admin, request(), { ...input, agency: 'trade' })
      const dispute = (await deps.members.get(await registerUnverified(deps, input)))?.dispute ?? ''
      const decision = { outcome, seen: 'ktp', reason: 'mistake' } as const
      return (others, asked) => decideDispute(others, admin, asked, dispute, decision)
    },
  })),
  {
    name: 'giving a grant',
    arrange: async () => {
      const input = { subject: newSubject(), role: 'officer' as const, area: 'HV.N', reason: 'New in the office' }
      return (others, asked) => giveGrantFor(others, admin, asked, input)
    },
  },
  {
    name: 'ending a grant',
    arrange: async (deps) => {
      const input = { subject: newSubject(), role: 'officer' as const, area: 'HV.N', reason: 'New in the office' }
      const { answer } = await giveGrantFor(deps, admin, request(), input)
      return (others, asked) => endGrant(others, admin, asked, answer.id, 'Left the office')
    },
  },
  {
    name: 'breaking glass',
    arrange: changeMember((deps, asked, number) =>
      breakGlass(deps, admin, asked, { number, hours: 8, reason: 'At the wrong office' }),
    ),
  },
  {
    name: 'setting a target',
    arrange: async (deps) => {
      const input = { indicator: 'shops', area: 'HV', from: currentMonth(deps), to: '2030-12', value: 9, basis: 'Plan' }
      return (others, asked) => setTarget(others, admin, asked, input)
    },
  },
  {
    name: 'writing an obstacle',
    arrange: async (deps) => {
      const written = { month: currentMonth(deps), area: 'HV', ...obstacle }
      return (others, asked) => writeObstacle(others, admin, asked, written)
    },
  },
  {
    name: 'taking an obstacle back',
    arrange: async (deps) => {
      const month = currentMonth(deps)
      const { answer } = await writeObstacle(deps, admin, request(), { month, area: 'HV', ...obstacle })
      return (others, asked) => withdrawObstacle(others, admin, asked, { month, id: answer.id })
    },
  },
  {
    name: 'adding an office that gets reports',
    arrange: async () => {
      // One office gets a report once, so each arrangement has another.
      const email = `harbour-${randomUUID()}@example.org`
      const office = { office: 'Harbour Office', email, area: 'HV', from: '2024-05-01' }
      return (others, asked) => addRecipient(others, admin, asked, NewRecipient.parse(office))
    },
  },
  {
    name: 'registering a partner',
    arrange: async () => {
      const input = newPartner()
      return (others, asked) => registerPartner(others, admin, asked, input)
    },
  },
  {
    name: 'ending a credential',
    arrange: async (deps) => {
      const { code } = (await registerPartner(deps, admin, request(), newPartner())).answer
      const secret = { kind: 'secret', overlapSeconds: 0 } as const
      const { id } = (await issueCredential(deps, admin, request(), code, secret)).answer
      return (others, asked) => revokeCredential(others, admin, asked, code, id)
    },
  },
  {
    name: "taking a partner's statement",
    arrange: async (deps) => {
      const { code } = (await registerPartner(deps, admin, request(), newPartner())).answer
      const statement = { partner: code, month: currentMonth(deps), sheet: 'number;state\nL-1;approved\n' }
      return (others, asked) => takeStatement(others, admin, asked, statement)
    },
  },
  {
    name: 'creating an import',
    arrange: async () => (others, asked) => createImport(others, admin, asked, {}),
  },
  {
    name: 'closing',
    arrange: async (deps) => {
      await member(deps)
      await aMonthLater(deps)
      return (others, asked) => closeFor(others, admin, asked)
    },
  },
  {
    name: 'issuing again',
    arrange: async (deps) => {
      const month = await lateMonth(deps)
      return (others, asked) => reissue(others, admin, asked, { month, cause: 'A late certificate' })
    },
  },
  {
    name: 'repairing a cell',
    arrange: async (deps) => {
      await member(deps)
      const where = { month: currentMonth(deps), area: 'HV.N.1' }
      const cell = { stage: 'apply', agency: 'trade', gender: 'female', category: 'heir' } as const
      await deps.commit(deps.tallies.add({ ...where, counters: { [deps.frame.names.nameOf('attained', cell)]: 1 } }))
      return (others, asked) => repairCell(others, admin, asked, { ...where, reason: 'Found by recount' })
    },
  },
  {
    name: 'asking for an export',
    arrange: async () => (deps, asked) => requestExport(deps, admin, asked, everything),
  },
  {
    name: 'discarding an export',
    arrange: async (deps) => {
      const { answer } = await requestExport(deps, admin, request(), everything)
      return (others, asked) => discardExport(others, admin, asked, answer.exportId)
    },
  },
  {
    name: 'making a class list',
    arrange: changeMember((deps, asked, id) =>
      makeClassList(deps, admin, asked, { stage: 'learn', heldOn: today(deps), agency: 'trade', memberIds: [id] }),
    ),
  },
  {
    name: 'recording who attended',
    lookUps: 2,
    arrange: async (deps) => {
      const id = await member(deps)
      const list = { stage: 'learn', heldOn: today(deps), agency: 'trade', memberIds: [id] }
      const { answer } = await makeClassList(deps, admin, request(), list)
      const attended = [{ memberId: id, path: ['attended', 0] }]
      return (others, asked) => recordAttendance(others, admin, asked, answer.classListId, attended)
    },
  },
]
