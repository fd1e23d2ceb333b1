import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import type { DeskContext } from '../desk-env.ts'

/**
 * The purpose for which a place is sealed: one caller and one list. A place is where a page begins. It is sealed, because
 * it may name something outside the caller's scope.
 */
const context = (c: DeskContext): string => `desk-place:${c.var.caller.subject}:${c.req.path}`

/** Seals the start of the next page, so that it can be part of an address. */
export const sealPlace = ({ keyring }: Pick<DeskDeps, 'keyring'>, c: DeskContext, place: string): string =>
  keyring.sealText(place, context(c))

/**
 * Opens the start of a page. If it was not sealed for this caller and list, returns undefined, which means the first
 * page.
 */
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
