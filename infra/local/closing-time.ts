const fewestToWarn = 12

/** Warns that closing many months takes a while in one silent request. One month takes most of a second. */
export const warnOfClosingTime = (months: number): string[] =>
  months < fewestToWarn
    ? []
    : [`ini menutup ${months} bulan, satu dua menit / this closes ${months} months, which takes a minute or two`]
