import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import type { DeskContext } from '../desk-env.ts'

/** A place is good for this caller and this list alone: it may name what lies outside the caller's scope. */
const context = (c: DeskContext): string => `desk-place:${c.var.caller.subject}:${c.req.path}`

/** Where the next page of a list begins, as it may stand in an address. */
export const sealPlace = ({ keyring }: Pick<DeskDeps, 'keyring'>, c: DeskContext, place: string): string =>
  keyring.sealText(place, context(c))

/** Where an address says to begin; at the beginning when it says nothing, or nothing that was given to this caller. */
export function openPlace(
  { keyring }: Pick<DeskDeps, 'keyring'>,
  c: DeskContext,
  sealed: string | undefined,
): string | undefined {
  if (sealed === undefined) return undefined
  try {
    return z.string().parse(keyring.openText(sealed, context(c)))
  } catch {
    return undefined
  }
}
