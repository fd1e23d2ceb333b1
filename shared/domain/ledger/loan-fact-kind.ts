import * as z from 'zod'

/** The facts of a loan that figures count. */
export const LoanFactKind = z.enum(['applied', 'approved', 'disbursed', 'rejected']).meta({ id: 'LoanFactKind' })

export type LoanFactKind = z.infer<typeof LoanFactKind>
