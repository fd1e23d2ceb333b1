import { randomUUID } from 'node:crypto'
import { NewRecipient } from '../../../shared/domain/mail/recipient.ts'
import { endGrant, giveGrantFor } from '../../../shared/usecases/access/grants.ts'
import { makeClassList, recordAttendance } from '../../../shared/usecases/classes/class-lists.ts'
import { discardExport, requestExport } from '../../../shared/usecases/export/exports.ts'
import { createImport } from '../../../shared/usecases/import/imports.ts'
import { addRecipient } from '../../../shared/usecases/mail/recipients.ts'
import { admin, member, today } from '../harbourville.ts'
import { request } from '../test-deps.ts'
import { arrangeForMember, type OnceCase } from './once-case.ts'

let subjects = 0
const newSubject = () => `newcomer-${++subjects}`

const everything = { filter: {}, format: 'csv', revealed: false, reason: 'A meeting' } as const

export const officeOnceCases: OnceCase[] = [
  {
    name: 'giving a grant',
    arrange: async () => {
      const input = { subject: newSubject(), role: 'officer' as const, area: 'HV.N', reason: 'New in the office' }
      return (others, request) => giveGrantFor(others, admin, request, input)
    },
  },
  {
    name: 'ending a grant',
    arrange: async (deps) => {
      const input = { subject: newSubject(), role: 'officer' as const, area: 'HV.N', reason: 'New in the office' }
      const { answer } = await giveGrantFor(deps, admin, request(), input)
      return (others, request) => endGrant(others, admin, request, answer.id, 'Left the office')
    },
  },
  {
    name: 'adding an office that gets reports',
    arrange: async () => {
      // One office gets a report once, so each arrangement has another.
      const email = `harbour-${randomUUID()}@example.org`
      const office = { office: 'Harbour Office', email, area: 'HV', from: '2024-05-01' }
      return (others, request) => addRecipient(others, admin, request, NewRecipient.parse(office))
    },
  },
  {
    name: 'creating an import',
    arrange: async () => (others, request) => createImport(others, admin, request, {}),
  },
  {
    name: 'asking for an export',
    arrange: async () => (deps, request) => requestExport(deps, admin, request, everything),
  },
  {
    name: 'discarding an export',
    arrange: async (deps) => {
      const { answer } = await requestExport(deps, admin, request(), everything)
      return (others, request) => discardExport(others, admin, request, answer.exportId)
    },
  },
  {
    name: 'making a class list',
    arrange: arrangeForMember((deps, request, id) =>
      makeClassList(deps, admin, request, { stage: 'learn', heldOn: today(deps), agency: 'trade', memberIds: [id] }),
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
      return (others, request) => recordAttendance(others, admin, request, answer.classListId, attended)
    },
  },
]
