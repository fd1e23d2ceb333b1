import * as z from 'zod'

/** A whole number as people type it, with or without dots between thousands: `280.000`. Any other text stays as it is. */
export const readWholeNumber = (typed: unknown): unknown => {
  const digits = z.string().safeParse(typed).data?.replaceAll(/[.\s]/g, '') ?? ''
  return /^\d{1,12}$/.test(digits) ? Number(digits) : typed
}
