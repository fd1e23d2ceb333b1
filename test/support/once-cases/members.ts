import { breakGlass } from '../../../shared/usecases/access/break-glass.ts'
import { recordClass } from '../../../shared/usecases/classes/class-attainment.ts'
import { rejoinMember, withdrawMember } from '../../../shared/usecases/members/member-status.ts'
import { mergeMembers, unmergeMembers } from '../../../shared/usecases/members/merges.ts'
import { addNote } from '../../../shared/usecases/members/notes.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { reclassifyMember, recordStage, reverseStage } from '../../../shared/usecases/members/stages.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { decideCaseFor, openCaseFor } from '../../../shared/usecases/rights/rights-cases.ts'
import { admin, member, somebody, today } from '../harbourville.ts'
import { request } from '../test-deps.ts'
import { arrangeForMember, type OnceCase } from './once-case.ts'

export const memberOnceCases: OnceCase[] = [
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
    arrange: arrangeForMember((deps, asked, id) =>
      recordStage(deps, admin, asked, id, { stage: 'learn', happenedOn: today(deps) }),
    ),
  },
  {
    name: 'reversing a stage',
    arrange: arrangeForMember(
      (deps, asked, id) => reverseStage(deps, admin, asked, id, { stage: 'learn', reason: 'fraud', cascade: false }),
      'learn',
    ),
  },
  {
    name: 'reversing everything',
    arrange: arrangeForMember(
      (deps, asked, id) => reverseStage(deps, admin, asked, id, { stage: 'apply', reason: 'fraud', cascade: true }),
      'learn',
    ),
  },
  {
    name: 'reclassifying',
    arrange: arrangeForMember((deps, asked, id) =>
      reclassifyMember(deps, admin, asked, id, { category: 'heir', area: 'HV.NE.1', reason: 'mistake' }),
    ),
  },
  {
    name: 'noting something',
    arrange: arrangeForMember((deps, asked, id) => addNote(deps, admin, asked, id, 'Sudah ditelepon')),
  },
  {
    name: 'withdrawing',
    arrange: arrangeForMember((deps, asked, id) => withdrawMember(deps, admin, asked, id, today(deps))),
  },
  {
    name: 'rejoining',
    arrange: async (deps) => {
      const id = await member(deps)
      await withdrawMember(deps, admin, request(), id, today(deps))
      return (others, asked) => rejoinMember(others, admin, asked, id)
    },
  },
  { name: 'erasing', arrange: arrangeForMember((deps, asked, id) => eraseMember(deps, admin, asked, id)) },
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
    name: 'breaking glass',
    arrange: arrangeForMember((deps, asked, number) =>
      breakGlass(deps, admin, asked, { number, hours: 8, reason: 'At the wrong office' }),
    ),
  },
]
