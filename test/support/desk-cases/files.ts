import type { DeskCase, DeskRequest } from '../desk-case.ts'
import { ofMember, reason, servants } from '../desk-requests.ts'
import type { World } from '../world.ts'

const ofFile =
  (status: 'uploaded' | 'kept', path: string, fields?: Record<string, string>) =>
  async ({ evidenceFile }: World): Promise<DeskRequest> => {
    const { id, memberId } = await evidenceFile(status)
    return { path: `/members/${memberId}/files/${id}${path}`, ...(fields && { fields }) }
  }

export const fileCases: Record<string, DeskCase> = {
  'GET /members/:id/files': { may: servants, ask: ofMember('/files') },
  'POST /members/:id/files': { may: servants, ask: ofMember('/files', { stage: 'P1', type: 'image/jpeg' }) },
  'GET /members/:id/files/:file': { may: servants, ask: ofFile('kept', '') },
  'GET /members/:id/files/:file/removal': { may: servants, ask: ofFile('kept', '/removal') },
  'POST /members/:id/files/:file/removal': { may: servants, ask: ofFile('kept', '/removal', { reason }) },
  'GET /members/:id/files/:file/upload': { may: servants, ask: ofFile('uploaded', '/upload') },
  'GET /members/:id/files/:file/confirmation': { may: servants, ask: ofFile('uploaded', '/confirmation') },
  'POST /members/:id/files/:file/confirmation': { may: servants, ask: ofFile('uploaded', '/confirmation', {}) },
}
