import type { Deps } from '../../shared/deps.ts'
import type { CarriedOutKind } from '../../shared/domain/jobs/obligation.ts'
import { renderNews } from '../../shared/render/news-mail.ts'
import { renderers } from '../../shared/render/renderers.ts'
import { renderDisabled } from '../../shared/render/subscriber-mail.ts'
import type { SenderDeps } from '../../shared/sending.ts'
import { makeLoanHandler } from '../../shared/usecases/loans/loan-handler.ts'
import { mailHandler } from '../../shared/usecases/mail/deliver.ts'
import { makeMailingHandler } from '../../shared/usecases/mail/mailing.ts'
import { mailChannel, makeNewsHandler } from '../../shared/usecases/mail/tell-member.ts'
import { makeReceiptHandler } from '../../shared/usecases/receiving/apply-receipt.ts'
import { tellLoan } from '../../shared/usecases/receiving/tell-loan.ts'
import { makeReferralHandler } from '../../shared/usecases/referral/send-referral.ts'
import { makeCaseClock } from '../../shared/usecases/rights/rights-cases.ts'
import { makeEventHandler } from '../../shared/usecases/subscribers/log-events.ts'
import { makeNoticeHandler } from '../../shared/usecases/subscribers/notices.ts'
import { makeLineHandler } from '../../shared/usecases/subscribers/send-line.ts'
import { wakeHandler } from '../../shared/usecases/subscribers/wake-lines.ts'
import type { Handler } from '../../shared/usecases/sweep.ts'

/** How obligations are carried out, by kind. */
export const obligationHandlers = (deps: Deps & SenderDeps): Record<CarriedOutKind, Handler> => ({
  case: makeCaseClock(deps),
  event: makeEventHandler(deps),
  wake: wakeHandler(deps),
  subscriber: makeLineHandler(deps),
  subscriber_notice: makeNoticeHandler(deps, renderDisabled),
  receipt: makeReceiptHandler(deps, tellLoan(deps)),
  loan: makeLoanHandler(deps),
  mailing: makeMailingHandler(deps),
  mail: mailHandler(deps, renderers),
  news: makeNewsHandler(deps, [mailChannel(deps, renderNews)]),
  referral: makeReferralHandler(deps),
})
