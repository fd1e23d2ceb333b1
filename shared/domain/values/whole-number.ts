import * as z from 'zod'

/** A whole number that may come as text, as in a query. Only decimal digits are read, so `0x10` and `1e1` are refused. */
export const wholeNumber = (least: number, most: number) =>
  z.preprocess(
    (input) => (typeof input === 'string' && /^-?\d{1,15}$/.test(input) ? Number(input) : input),
    z.int().min(least).max(most),
  )
