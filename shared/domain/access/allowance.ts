/**
 * How often one person may do each of these acts in one day of the programme's zone. Without a limit, they could
 * reveal much data or flood an office. `reveal` counts members whose data is shown in full, one by one or in an export.
 * `taken_nik` counts how often a person learns, from an import or a registration, that somebody outside the person's
 * scope has a NIK.
 */
export const dailyAllowance = { reveal: 200, taken_nik: 50, break_glass: 20, test_mail: 20, own_case: 10 } as const
export type Allowance = keyof typeof dailyAllowance
