import type { DeskCase } from './desk-case.ts'
import { classCases } from './desk-cases/classes.ts'
import { decisionCases } from './desk-cases/decisions.ts'
import { exportCases } from './desk-cases/exports.ts'
import { fileCases } from './desk-cases/files.ts'
import { importCases } from './desk-cases/imports.ts'
import { loanCases } from './desk-cases/loans.ts'
import { memberCases } from './desk-cases/members.ts'
import { monthCases } from './desk-cases/months.ts'
import { ownRecordCases } from './desk-cases/own-record.ts'
import { partnerCallCases } from './desk-cases/partner-calls.ts'
import { partnerCases } from './desk-cases/partners.ts'
import { peopleCases } from './desk-cases/people.ts'
import { recipientCases } from './desk-cases/recipients.ts'
import { startCases } from './desk-cases/start.ts'
import { subscriberCases } from './desk-cases/subscribers.ts'
import { targetCases } from './desk-cases/targets.ts'
import { workCases } from './desk-cases/work.ts'
import { anyServants, owner, servants } from './desk-requests.ts'
import { makeReferralDeskCases } from './referral-desk-cases.ts'

/** Every route of the desk with the roles that may use it. A missing route fails the matrix. Own records come last. */
export const deskCases: Record<string, DeskCase> = {
  ...startCases,
  ...memberCases,
  ...fileCases,
  ...decisionCases,
  ...classCases,
  ...importCases,
  ...exportCases,
  ...monthCases,
  ...targetCases,
  ...recipientCases,
  ...peopleCases,
  ...partnerCases,
  ...subscriberCases,
  ...partnerCallCases,
  ...loanCases,
  ...workCases,
  ...makeReferralDeskCases(anyServants, servants, owner),
  ...ownRecordCases,
}
