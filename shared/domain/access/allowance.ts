/** How often a day (of the programme's zone) one person may do what lays open much when done often. */
export const allowance = { reveal: 200, break_glass: 20, test_mail: 20 } as const
export type Allowance = keyof typeof allowance
