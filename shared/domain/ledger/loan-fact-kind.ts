import * as z from 'zod'

/** What figures count of loans. */
export const LoanFactKind = z.enum(['applied', 'approved', 'disbursed', 'rejected']).meta({ id: 'LoanFactKind' })

export type LoanFactKind = z.infer<typeof LoanFactKind>
