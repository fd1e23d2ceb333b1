import * as z from 'zod'

/** The facts of a loan that figures count. */
export const LoanFactKind = z.enum(['applied', 'approved', 'disbursed', 'rejected']).meta({ id: 'LoanFactKind' })

export type LoanFactKind = z.infer<typeof LoanFactKind>

/** The loan fact that an indicator counts. Undefined if it counts members. */
export const loanFactOf = (counts: string): LoanFactKind | undefined => LoanFactKind.safeParse(counts).data

/** Makes a value for each fact. */
export const makeByFact = <T>(make: (fact: LoanFactKind) => T): Record<LoanFactKind, T> => ({
  applied: make('applied'),
  approved: make('approved'),
  disbursed: make('disbursed'),
  rejected: make('rejected'),
})
