/** `31************78`: of a number that names somebody only the ends are shown, enough for who knows it. */
export const maskMiddle = (number: string): string =>
  number.slice(0, 2) + '*'.repeat(number.length - 4) + number.slice(-2)
