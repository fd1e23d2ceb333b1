import { NewPartner } from '../../shared/domain/partner/partner.ts'
import { registerPartner } from '../../shared/usecases/partners/partners.ts'
import { callerAs, request } from './test-deps.ts'

/** Registers a lender. Figures include loans only from then on. */
export async function registerLender(
  deps: Parameters<typeof registerPartner>[0],
  code = 'bank-jakarta',
): Promise<void> {
  const partnerInput = NewPartner.parse({ code, name: 'Bank', type: 'bank', signing: { scheme: 'standard_webhooks' } })
  await registerPartner(deps, callerAs('admin'), request(), partnerInput)
}
