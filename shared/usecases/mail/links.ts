import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import { Day, dayOf, type Month } from '../../domain/calendar.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import type { ReportScope } from '../../domain/report/book.ts'
import { placePath } from '../../domain/report/public-place.ts'
import type { Language } from '../../domain/values/language.ts'
import { languageQuery } from '../../domain/values/language-query.ts'
import { openToken } from '../open-token.ts'

type LinkDeps = Pick<Deps, 'keyring' | 'publicUrl'>

const LinkedFile = z.object({ key: z.string(), name: z.string(), until: Day })
export type LinkedFile = z.infer<typeof LinkedFile>

const fileContext = 'mail-link:file'
const unsubscribeContext = 'mail-link:unsubscribe'

/**
 * The link to a file of a mail. The link leads to our own server. It is sealed, so that it reveals nothing and cannot
 * be forged.
 */
export const makeFileUrl = (deps: LinkDeps, file: LinkedFile): string => makeLink(deps, 'files', fileContext, file)

/** A link that ends the mails to its office or member. Anybody who has the mail can use it. */
export const unsubscribeUrl = (deps: LinkDeps, id: string): string =>
  makeLink(deps, 'unsubscriptions', unsubscribeContext, id)

/**
 * The public page of an issue, for the area or agency of a report. Undefined if the address of the pages is not
 * configured.
 */
export function makePageLink(
  { pagesUrl, frame: { areas } }: Pick<Deps, 'pagesUrl' | 'frame'>,
  issue: { month: Month; number: number },
  { area, agency }: ReportScope,
  language: Language,
): { page?: string } {
  if (pagesUrl === undefined) return {}
  const path =
    area !== areas.root
      ? placePath({ kind: 'area', code: area }, issue)
      : agency !== undefined
        ? placePath({ kind: 'agency', code: agency }, issue)
        : `/reports/${issue.month}/${issue.number}`
  return { page: `${pagesUrl}${path}${languageQuery(language)}` }
}

const makeLink = ({ keyring, publicUrl }: LinkDeps, path: string, context: string, value: unknown): string =>
  `${publicUrl}/mail/${path}/${keyring.sealText(value, context)}`

/** The file that a link names. Throws `not_found` for a link that we never made, or whose last day has passed. */
export function readLinkedFile(deps: Pick<Deps, 'keyring' | 'now' | 'frame'>, token: string): LinkedFile {
  const file = openToken(deps, token, { context: fileContext, schema: LinkedFile, refusal: notFound })
  if (file.until < dayOf(deps.now(), deps.frame.programme.zone)) throw notFound()
  return file
}

/** The office or member whose mails a link ends. Throws `not_found` for a link that we never made. */
export const readUnsubscription = (deps: Pick<Deps, 'keyring'>, token: string): string =>
  openToken(deps, token, { context: unsubscribeContext, schema: z.string(), refusal: notFound })
