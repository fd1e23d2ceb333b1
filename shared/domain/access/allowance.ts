/** How often one person may do these acts in one day of the programme's zone: done often, they reveal much. */
export const allowance = { reveal: 200, break_glass: 20, test_mail: 20 } as const
export type Allowance = keyof typeof allowance
