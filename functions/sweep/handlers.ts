import type { Deps } from '../../shared/deps.ts'
import type { CarriedOutKind } from '../../shared/domain/jobs/obligation.ts'
import { renderNews } from '../../shared/render/news-mail.ts'
import { renderers } from '../../shared/render/renderers.ts'
import { renderDisabled } from '../../shared/render/subscriber-mail.ts'
import type { SenderDeps } from '../../shared/sending.ts'
import { lookAgain } from '../../shared/usecases/loans/look-again.ts'
import { mailHandler } from '../../shared/usecases/mail/deliver.ts'
import { mailingHandler } from '../../shared/usecases/mail/mailing.ts'
import { mailChannel, newsHandler } from '../../shared/usecases/mail/tell-member.ts'
import { receiptHandler } from '../../shared/usecases/receiving/apply-receipt.ts'
import { tellLoan } from '../../shared/usecases/receiving/tell-loan.ts'
import { referralHandler } from '../../shared/usecases/referral/send-referral.ts'
import { caseClock } from '../../shared/usecases/rights/rights-cases.ts'
import { eventHandler } from '../../shared/usecases/subscribers/log-events.ts'
import { noticeHandler } from '../../shared/usecases/subscribers/notices.ts'
import { lineHandler } from '../../shared/usecases/subscribers/send-line.ts'
import { wakeHandler } from '../../shared/usecases/subscribers/wake-lines.ts'
import type { Handler } from '../../shared/usecases/sweep.ts'

/** How obligations are carried out, by kind. */
export const obligationHandlers = (deps: Deps & SenderDeps): Record<CarriedOutKind, Handler> => ({
  case: caseClock(deps),
  event: eventHandler(deps),
  wake: wakeHandler(deps),
  subscriber: lineHandler(deps),
  subscriber_notice: noticeHandler(deps, renderDisabled),
  receipt: receiptHandler(deps, tellLoan(deps)),
  loan: lookAgain(deps),
  mailing: mailingHandler(deps),
  mail: mailHandler(deps, renderers),
  news: newsHandler(deps, [mailChannel(deps, renderNews)]),
  referral: referralHandler(deps),
})
