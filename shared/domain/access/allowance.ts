/**
 * How often one person may do each of these acts in one day of the programme's zone. Done often, they reveal much or
 * flood an office. `reveal` counts members whose data is shown in full, one by one or in an export. `taken_nik` counts
 * answers, in a file or on the spot, that a NIK is taken by somebody whom the person may not see.
 */
export const allowance = { reveal: 200, taken_nik: 50, break_glass: 20, test_mail: 20, own_case: 10 } as const
export type Allowance = keyof typeof allowance
