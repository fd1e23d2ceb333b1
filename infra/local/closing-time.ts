const many = 12

/** Says how long it takes, in one silent request, to close many months; nothing of a few. Each takes most of a second. */
export const closingTime = (months: number): string[] =>
  months < many
    ? []
    : [`ini menutup ${months} bulan, satu dua menit / this closes ${months} months, which takes a minute or two`]
