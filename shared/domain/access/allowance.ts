/**
 * How often one person may do these acts in one day of the programme's zone. Done often, they reveal much or flood an office.
 * `reveal` counts members whose data is shown in full, one by one or in an export; `taken_nik` NIKs of which somebody
 * learns that a person whom they may not see has them, by file, API or desk.
 */
export const allowance = { reveal: 200, taken_nik: 50, break_glass: 20, test_mail: 20, own_case: 10 } as const
export type Allowance = keyof typeof allowance
