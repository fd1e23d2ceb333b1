import { AppError } from '../../../shared/domain/problems/app-error.ts'
import type { DeskContext } from '../desk-env.ts'
import type { FormValues } from './form-state.ts'

const mostFields = 2_000

/** The fields of a form that was sent, and its files by field name. */
export type SentForm = { values: FormValues; files: Map<string, File> }

const isUrlEncoded = (type: string | undefined) => /^application\/x-www-form-urlencoded\b/i.test(type ?? '')
const isMultipart = (type: string | undefined) => /^multipart\/form-data\b/i.test(type ?? '')

/** Reads the body of a POST. Throws `unsupported` if it is not a form, and `too_large` if it has too many fields. */
export async function readForm(c: DeskContext): Promise<SentForm> {
  const type = c.req.header('Content-Type')
  if (!isUrlEncoded(type) && !isMultipart(type)) throw new AppError('unsupported', [{ code: 'value_invalid' }])
  const entries = isUrlEncoded(type)
    ? [...new URLSearchParams(await c.req.text())]
    : [...(await c.req.formData().catch(() => new FormData()))]
  if (entries.length > mostFields)
    throw new AppError('too_large', [{ code: 'value_large', params: { maximum: mostFields } }])
  const values: FormValues = []
  const files = new Map<string, File>()
  for (const [name, value] of entries)
    if (typeof value === 'string') values.push([name, value.replaceAll('\r\n', '\n')])
    else if (value.size > 0) files.set(name, value)
  return { values, files }
}

/** Reads the fields of a form without files. Returns undefined for any other body. */
export const readFields = async (c: DeskContext): Promise<FormValues | undefined> =>
  isUrlEncoded(c.req.header('Content-Type')) ? (await readForm(c)).values : undefined
