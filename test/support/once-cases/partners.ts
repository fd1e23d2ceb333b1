import { NewPartner } from '../../../shared/domain/partner/partner.ts'
import { takeStatement } from '../../../shared/usecases/loans/statements.ts'
import { issueCredential, revokeCredential } from '../../../shared/usecases/partners/credentials.ts'
import { registerPartner } from '../../../shared/usecases/partners/partners.ts'
import { admin } from '../harbourville.ts'
import { currentMonth } from '../ledger-state.ts'
import { request } from '../test-deps.ts'
import type { OnceCase } from './once-case.ts'

let partners = 0
const newPartner = () =>
  NewPartner.parse({
    code: `lender-${++partners}`,
    name: 'Harbour Lender',
    type: 'bank',
    signing: { scheme: 'standard_webhooks' },
  })

export const partnerOnceCases: OnceCase[] = [
  {
    name: 'registering a partner',
    arrange: async () => {
      const input = newPartner()
      return (others, request) => registerPartner(others, admin, request, input)
    },
  },
  {
    name: 'ending a credential',
    arrange: async (deps) => {
      const { code } = (await registerPartner(deps, admin, request(), newPartner())).answer
      const secret = { kind: 'secret', overlapSeconds: 0 } as const
      const { id } = (await issueCredential(deps, admin, request(), code, secret)).answer
      return (others, request) => revokeCredential(others, admin, request, code, id)
    },
  },
  {
    name: "taking a partner's statement",
    arrange: async (deps) => {
      const { code } = (await registerPartner(deps, admin, request(), newPartner())).answer
      const statement = { partner: code, month: currentMonth(deps), sheet: 'number;state\nL-1;approved\n' }
      return (others, request) => takeStatement(others, admin, request, statement)
    },
  },
]
