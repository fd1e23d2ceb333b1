import * as z from 'zod'
import { BrokenGlass } from '../access/grant.ts'
import { RightsCase } from '../acts/rights-case.ts'
import { Bilingual } from '../bilingual.ts'
import { Instant } from '../calendar.ts'
import { Consent } from '../consent/consent.ts'
import { Entry } from '../ledger/entry.ts'
import { ToldLoan } from '../loan/loan-event.ts'
import { LoanView } from '../loan/loan-view.ts'
import { NewsDelivery } from '../mail/news-delivery.ts'
import { EvidenceFile } from '../member/evidence-file.ts'
import { Member } from '../member/member.ts'
import { Referral } from '../referral/referral.ts'
import { TrailEvent } from './trail.ts'

const RecordCopy = z.object({
  member: Member.omit({ dispute: true }),
  entries: z.array(Entry).describe('Everything counted, and who recorded it'),
  trail: z.array(TrailEvent).describe('Other acts on the record: who, when, which fields, why'),
  brokenGlass: z.array(BrokenGlass).describe('Who asked to read the record from elsewhere, and why'),
  cases: z.array(RightsCase),
  files: z.array(EvidenceFile).describe('Files that prove stages; their content is handed out one by one'),
  news: z.array(NewsDelivery).describe('What the person was told by mail'),
  consents: z.array(Consent).describe('Consents to be referred to lenders, ended ones too'),
  referrals: z.array(Referral).describe('What was sent to which lender, under which consent, and the answers'),
  loans: z
    .array(z.object({ loan: LoanView, told: z.array(ToldLoan) }))
    .describe('Every event that partners reported about loans'),
})

/**
 * Everything that the system holds about a person, unmasked, and who processed it (the right of UU 27/2022 art. 32). It holds
 * nothing about anybody else.
 */
export const PersonalCopy = z
  .object({
    programme: Bilingual,
    basis: Bilingual.describe('Why the data is processed'),
    madeAt: Instant,
    records: z.array(RecordCopy).describe("The person's record, and those that were merged into it"),
    rows: z
      .array(z.object({ importId: z.string(), line: z.int(), cells: z.array(z.string()) }))
      .describe('Rows of uploaded files that are still kept'),
  })
  .meta({ id: 'PersonalCopy' })
export type PersonalCopy = z.infer<typeof PersonalCopy>

export const publicTask: Bilingual = {
  id: 'Pelaksanaan tugas pelayanan publik (UU 27/2022 pasal 20).',
  en: 'Performance of a public task (UU 27/2022 art. 20).',
}
