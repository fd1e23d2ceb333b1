import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { ParkedLoan } from '../../domain/loan/loan-view.ts'
import { invalid } from '../../domain/problems/app-error.ts'
import { listOwnParkedLoans } from '../loans/list-loans.ts'
import { openToken } from '../open-token.ts'

/** A page of a partner's loans that wait for their members; `next` is the cursor of the next page. */
export type ParkedPage = { items: ParkedLoan[]; next?: string }

const pageSize = 100

/** A page of a partner's loans that wait for their members, for the partner itself. */
export async function readParkedPage(
  deps: Pick<Deps, 'loans' | 'keyring' | 'now'>,
  code: string,
  cursor: string | undefined,
): Promise<ParkedPage> {
  const { items, last } = await listOwnParkedLoans(deps, code, {
    after: openCursor(deps, code, cursor),
    limit: pageSize,
  })
  return { items, ...(last !== undefined && { next: sealCursor(deps, code, last) }) }
}

const context = (code: string) => `parked:${code}`

const sealCursor = ({ keyring }: Pick<Deps, 'keyring'>, code: string, place: string): string =>
  keyring.sealText(place, context(code))

function openCursor(deps: Pick<Deps, 'keyring'>, code: string, cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const refusal = () => invalid('cursor_invalid', {}, ['cursor'])
  return openToken(deps, cursor, { context: context(code), schema: z.string(), refusal })
}
