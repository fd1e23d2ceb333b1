/** `31************78`: shows only both ends of a personal number, enough for people who know it. */
export const maskMiddle = (number: string): string =>
  number.slice(0, 2) + '*'.repeat(number.length - 4) + number.slice(-2)
