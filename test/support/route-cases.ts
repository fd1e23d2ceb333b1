import { referralRouteCases } from './referral-route-cases.ts'
import type { RouteCase } from './route-case.ts'
import { classCases } from './route-cases/classes.ts'
import { figureCases } from './route-cases/figures.ts'
import { fileCases } from './route-cases/files.ts'
import { grantCases } from './route-cases/grants.ts'
import { importAndExportCases } from './route-cases/imports-and-exports.ts'
import { loanCases } from './route-cases/loans.ts'
import { memberCases } from './route-cases/members.ts'
import { monthCases } from './route-cases/months.ts'
import { partnerCallCases } from './route-cases/partner-calls.ts'
import { partnerCases } from './route-cases/partners.ts'
import { programmeCases } from './route-cases/programme.ts'
import { recipientCases } from './route-cases/recipients.ts'
import { rightsCases } from './route-cases/rights.ts'
import { selfServiceCases } from './route-cases/self-service.ts'
import { subscriberCases } from './route-cases/subscribers.ts'

/** Every route of the API with the roles that may use it. A missing route fails the matrix. */
export const routeCases: Record<string, RouteCase> = {
  ...programmeCases,
  ...memberCases,
  ...fileCases,
  ...rightsCases,
  ...classCases,
  ...selfServiceCases,
  ...grantCases,
  ...figureCases,
  ...recipientCases,
  ...monthCases,
  ...importAndExportCases,
  ...loanCases,
  ...partnerCallCases,
  ...partnerCases,
  ...subscriberCases,
  ...referralRouteCases,
}
