import { createHash, randomUUID } from 'node:crypto'
import type * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { AppError, type ErrorKind, malformed } from '../../../shared/domain/problems/app-error.ts'
import { statusByKind } from '../../../shared/domain/problems/problem-view.ts'
import { listSchemaProblems } from '../../../shared/domain/problems/schema-problems.ts'
import type { IdempotentRequest } from '../../../shared/usecases/once.ts'
import type { DeskContext } from '../desk-env.ts'
import { render, type View } from '../layout/render.ts'
import {
  type FormState,
  type FormValues,
  isOwnField,
  keyField,
  showField,
  toObject,
  valueAt,
  versionField,
} from './form-state.ts'
import { readForm, type SentForm } from './read-form.ts'
import { mostUploadBytes, mostUploadMegabytes } from './upload-limit.ts'

const keyShape = /^[A-Za-z0-9-]{16,64}$/

/** What an act gets besides its input. `version` is the version that the sender saw, or 0 if the form has none. */
export type Submission = { request: IdempotentRequest; version: number; values: FormValues; files: Map<string, File> }

export type FormAnswer<T extends z.ZodType> = {
  /** Converts the fields to what the schema reads. The default follows their names: see `toObject`. */
  read?: (values: FormValues) => unknown
  /** Calls the use case. Returns the path to go on to, or a view to confirm before anything is stored. */
  act: (input: z.output<T>, sent: Submission) => Promise<string | View>
  /** The page with the form on it. */
  show: (form: FormState) => View | Promise<View>
  /** Reads what is stored now. After a lost update, the form shows it beside what was typed. */
  current?: () => Promise<{ version: number; values: FormValues }>
}

/** Refusals that the sender can correct. The form comes back with every problem at its field. */
const mendableKinds: ErrorKind[] = ['invalid', 'conflict', 'stale', 'too_many', 'busy', 'too_large']

/**
 * Answers a form. Carries it out once and redirects (303), or shows it again with what was typed. A double click, a
 * reload or a lost answer sends the same key and gets the first outcome.
 */
export async function answerForm<T extends z.ZodType>(
  c: DeskContext,
  { keyring }: Pick<DeskDeps, 'keyring'>,
  schema: T,
  { read = toObject, act, show, current }: FormAnswer<T>,
): Promise<Response> {
  const submission = await readForm(c)
  const { values } = submission
  const form = readFormState(values)
  if (valueAt(values, showField) !== '') return render(c, await show({ ...form, notice: 'given back' }))
  if (!keyShape.test(form.key)) throw malformed('idempotency_key_shape')
  const large = [...submission.files].filter(([, { size }]) => size > mostUploadBytes)
  if (large.length > 0) {
    const params = { limitMB: mostUploadMegabytes }
    const problems = large.map(([name]) => ({ code: 'import_too_large' as const, path: [name], params }))
    return render(c, await show({ ...form, problems }), statusByKind.too_large)
  }
  const input = read(values)
  const parsed = schema.safeParse(input)
  if (!parsed.success) return render(c, await show({ ...form, problems: listSchemaProblems(parsed.error, input) }), 422)
  try {
    const request = await identifyForm(keyring, c, form.key, submission)
    const next = await act(parsed.data, { request, version: form.version ?? 0, ...submission })
    return typeof next === 'string' ? c.redirect(next, 303) : render(c, next)
  } catch (error) {
    if (!(error instanceof AppError) || !mendableKinds.includes(error.kind)) throw error
    return render(c, await show(await makeRefusedForm(form, error, current)), statusByKind[error.kind])
  }
}

function readFormState(values: FormValues): FormState {
  const version = Number.parseInt(valueAt(values, versionField), 10)
  return {
    key: valueAt(values, keyField),
    ...(Number.isSafeInteger(version) && { version }),
    values: values.filter(([name]) => !isOwnField(name)),
    problems: [],
  }
}

/** Makes the form that a sender gets back after a refusal, ready to be sent again. */
async function makeRefusedForm(
  form: FormState,
  { kind, problems }: AppError,
  current: FormAnswer<z.ZodType>['current'],
): Promise<FormState> {
  // The first sending was carried out with other content, so this one is a new act and needs a new key.
  if (problems.some(({ code }) => code === 'idempotency_key_reused'))
    return { ...form, key: randomUUID(), notice: 'sent before' }
  if (kind !== 'stale' || !current) return { ...form, problems, refusedAs: kind }
  const now = await current()
  return { ...form, problems, version: now.version, current: now.values }
}

/** Returns the key of a form and a keyed hash of its path, fields and files. */
async function identifyForm(
  keyring: DeskDeps['keyring'],
  c: DeskContext,
  key: string,
  { values, files }: SentForm,
): Promise<IdempotentRequest> {
  const fileHashes = await Promise.all(
    [...files].map(async ([name, file]) => [
      name,
      createHash('sha256')
        .update(await file.bytes())
        .digest('hex'),
    ]),
  )
  const content = JSON.stringify([c.req.path, values.filter(([name]) => name !== keyField), fileHashes])
  const [fingerprint = '', ...formerly] = keyring.hashes('request', content)
  return { key, fingerprint, formerly }
}
