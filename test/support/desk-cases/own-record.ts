import type { DeskCase } from '../desk-case.ts'
import { person } from '../desk-requests.ts'

export const ownRecordCases: Record<string, DeskCase> = {
  'GET /me': { may: 'everybody', ask: () => ({ path: '/me' }) },
  'GET /me/stages': { may: 'everybody', ask: () => ({ path: '/me/stages' }) },
  'GET /me/trail': { may: 'everybody', ask: () => ({ path: '/me/trail' }) },
  'GET /me/requests': { may: 'everybody', ask: () => ({ path: '/me/requests' }) },
  'GET /me/requests/new': { may: 'whoever has a record', ask: () => ({ path: '/me/requests/new' }) },
  'POST /me/requests/new': {
    may: 'whoever has a record',
    ask: () => ({ path: '/me/requests/new', fields: { kind: 'access' } }),
  },
  'GET /me/mails': { may: 'whoever has a record', ask: () => ({ path: '/me/mails' }) },
  'POST /me/mails': {
    may: 'whoever has a record',
    ask: () => ({ path: '/me/mails', fields: { mailsIn: 'none' } }),
  },
  'GET /me/copy': { may: 'everybody', ask: () => ({ path: '/me/copy' }) },
  'GET /me/copy/file': {
    may: 'whoever has a record',
    async ask({ registerVerified }) {
      await registerVerified('citizen')
      return { path: '/me/copy/file' }
    },
  },
  'GET /me/copy/page': {
    may: 'whoever has a record',
    async ask({ registerVerified }) {
      await registerVerified('citizen')
      return { path: '/me/copy/page' }
    },
  },
  'GET /me/registration': { may: 'everybody', ask: () => ({ path: '/me/registration' }) },
  // After this route, everybody has a record.
  'POST /me/registration': {
    may: 'whoever has no record',
    ask() {
      const { agency: _, ...fields } = person()
      return { path: '/me/registration', fields }
    },
  },
  'POST /sign-out': { may: 'everybody', ask: () => ({ path: '/sign-out', fields: {} }) },
  // The last route, because signing in again afterwards moves the clock.
  'POST /sign-out/everywhere': { may: 'everybody', ask: () => ({ path: '/sign-out/everywhere', fields: {} }) },
}
