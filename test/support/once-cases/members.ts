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
      return (deps, request) => registerMember(deps, admin, request, input)
    },
  },
  {
    name: 'registering without a NIK',
    arrange: async () => {
      const input = { ...somebody(), person: { name: 'Rosa Lim' } }
      return (deps, request) => registerMember(deps, admin, request, input)
    },
  },
  {
    name: 'registering again after erasing',
    arrange: async (deps) => {
      const input = somebody()
      const { answer } = await registerMember(deps, admin, request(), input)
      await eraseMember(deps, admin, request(), answer.memberId)
      return (others, request) => registerMember(others, admin, request, input)
    },
  },
  {
    name: 'recording a stage',
    arrange: arrangeForMember((deps, request, id) =>
      recordStage(deps, admin, request, id, { stage: 'learn', happenedOn: today(deps) }),
    ),
  },
  {
    name: 'reversing a stage',
    arrange: arrangeForMember(
      (deps, request, id) =>
        reverseStage(deps, admin, request, id, { stage: 'learn', reason: 'fraud', cascade: false }),
      'learn',
    ),
  },
  {
    name: 'reversing everything',
    arrange: arrangeForMember(
      (deps, request, id) => reverseStage(deps, admin, request, id, { stage: 'apply', reason: 'fraud', cascade: true }),
      'learn',
    ),
  },
  {
    name: 'reclassifying',
    arrange: arrangeForMember((deps, request, id) =>
      reclassifyMember(deps, admin, request, id, { category: 'heir', area: 'HV.NE.1', reason: 'mistake' }),
    ),
  },
  {
    name: 'noting something',
    arrange: arrangeForMember((deps, request, id) => addNote(deps, admin, request, id, 'Sudah ditelepon')),
  },
  {
    name: 'withdrawing',
    arrange: arrangeForMember((deps, request, id) => withdrawMember(deps, admin, request, id, today(deps))),
  },
  {
    name: 'rejoining',
    arrange: async (deps) => {
      const id = await member(deps)
      await withdrawMember(deps, admin, request(), id, today(deps))
      return (others, request) => rejoinMember(others, admin, request, id)
    },
  },
  { name: 'erasing', arrange: arrangeForMember((deps, request, id) => eraseMember(deps, admin, request, id)) },
  {
    name: 'merging',
    arrange: async (deps) => {
      const [from, into] = [await member(deps, 'learn'), await member(deps)]
      return (others, request) => mergeMembers(others, admin, request, { from, into, reason: 'mistake' })
    },
  },
  {
    name: 'taking a merge back',
    arrange: async (deps) => {
      const input = { from: await member(deps, 'learn'), into: await member(deps), reason: 'mistake' }
      const { answer } = await mergeMembers(deps, admin, request(), input)
      return (others, again) => unmergeMembers(others, admin, again, answer.mergeId)
    },
  },
  {
    name: 'recording a class',
    lookUps: 3,
    arrange: async (deps) => {
      const memberIds = [await member(deps), await member(deps, 'learn'), 'NOBODY00', await member(deps)]
      const report = { stage: 'learn', happenedOn: today(deps), memberIds }
      return (others, request) => recordClass(others, admin, request, report)
    },
  },
  {
    name: 'opening a case',
    arrange: async (deps) => {
      const id = await member(deps)
      return (others, request) => openCaseFor(others, admin, request, id, { kind: 'correction', request: 'My name' })
    },
  },
  {
    name: 'deciding a case',
    arrange: async (deps) => {
      const opened = await openCaseFor(deps, admin, request(), await member(deps), { kind: 'restriction' })
      const { memberId, id: caseId } = opened.answer
      return (others, request) => decideCaseFor(others, admin, request, { memberId, caseId }, { outcome: 'done' })
    },
  },
  {
    name: 'breaking glass',
    arrange: arrangeForMember((deps, request, number) =>
      breakGlass(deps, admin, request, { number, hours: 8, reason: 'At the wrong office' }),
    ),
  },
]
