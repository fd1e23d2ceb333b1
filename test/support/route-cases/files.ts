import { servants } from '../permissions.ts'
import { ofMember } from '../route-arrangements.ts'
import type { RouteCase } from '../route-case.ts'

/** Every route of the API with who may use it. A route that is missing here fails the matrix. */
const nobodysFile = 'evf_0K3M9QXF8H2N4PWZ7TVB'

export const fileCases: Record<string, RouteCase> = {
  'POST /v1/members/{id}/files': {
    may: servants,
    ...ofMember('/files', { body: { stage: 'P1', type: 'image/jpeg' } }),
  },
  'GET /v1/members/{id}/files': { may: servants, ...ofMember('/files') },
  'POST /v1/members/{id}/files/{fileId}/confirmations': {
    may: servants,
    async request({ evidenceFile }) {
      const { id, memberId } = await evidenceFile('uploaded')
      return { path: `/v1/members/${memberId}/files/${id}/confirmations` }
    },
    absent: async ({ member }) => ({ path: `/v1/members/${await member()}/files/${nobodysFile}/confirmations` }),
  },
  'POST /v1/members/{id}/files/{fileId}/removals': {
    may: servants,
    async request({ evidenceFile }) {
      const { id, memberId } = await evidenceFile('kept')
      return { path: `/v1/members/${memberId}/files/${id}/removals`, body: { reason: 'wrong_person' } }
    },
    absent: async ({ member }) => ({
      path: `/v1/members/${await member()}/files/${nobodysFile}/removals`,
      body: { reason: 'wrong_person' },
    }),
  },
  'GET /v1/members/{id}/files/{fileId}/content': {
    may: servants,
    async request({ evidenceFile }) {
      const { id, memberId } = await evidenceFile('kept')
      return { path: `/v1/members/${memberId}/files/${id}/content` }
    },
    absent: async ({ member }) => ({ path: `/v1/members/${await member()}/files/${nobodysFile}/content` }),
  },
}
