import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGzip } from 'node:zlib'
import type { Deps } from '../../../shared/deps.ts'
import type { Caller } from '../../../shared/domain/access/grant.ts'
import type { Import } from '../../../shared/domain/import/import.ts'
import type { ImportMapping } from '../../../shared/domain/import/mapping.ts'
import { fileOf } from '../../../shared/usecases/import/import-files.ts'
import {
  confirmImport,
  createImport,
  type ImportProgress,
  readImportProgress,
  startValidation,
} from '../../../shared/usecases/import/imports.ts'
import { validateImport } from '../../../shared/usecases/import/validate-import.ts'
import { CommandRefusal } from '../../command-refusal.ts'
import { runImport } from '../job-machine.ts'
import { progressBar } from './progress-bar.ts'
import { describeEarlierImport, describeOutcome, describeReport } from './report-lines.ts'

export type LoadSettings = {
  source?: string | undefined
  mapping?: ImportMapping | undefined
  /** Whether to apply the validated import. */
  isConfirmed: (report: string[]) => Promise<boolean>
}

/**
 * Imports a file, or resumes an import of it that was cut off. Each step is the use case that the API calls. A file that
 * was applied before with the same source and mapping is imported again only if that import was undone. Returns the
 * import: finished, still `validated` if it was not confirmed, or `asking` if it waits for answers about the file.
 */
export async function loadFile(
  deps: Deps,
  caller: Caller,
  file: string,
  settings: LoadSettings,
): Promise<ImportProgress> {
  const { source, mapping } = settings
  const sha256 = await hashFile(file)
  const settingsHash = createHash('sha256').update(JSON.stringify({ source, mapping })).digest('hex')
  for (let attempt = 1; ; attempt++) {
    const key = `load-${sha256.slice(0, 24)}-${settingsHash.slice(0, 8)}-${attempt}`
    const { answer } = await createImport(
      deps,
      caller,
      { key, fingerprint: sha256 + settingsHash },
      { source, mapping },
    )
    const progress = await readImportProgress(deps, caller, answer.importId)
    if (progress.status === 'applied') {
      for (const line of describeEarlierImport(progress)) console.log(line)
      return progress
    }
    if (!fruitlessStatuses.has(progress.status)) return continueImport(deps, caller, progress, { file, key }, settings)
  }
}

const fruitlessStatuses = new Set<Import['status']>(['undone', 'discarded', 'refused'])

type Upload = { file: string; key: string }

async function continueImport(
  deps: Deps,
  caller: Caller,
  progress: ImportProgress,
  upload: Upload,
  settings: LoadSettings,
): Promise<ImportProgress> {
  const { id, status } = progress
  const request = (step: string) => ({ key: `${upload.key}-${step}`, fingerprint: upload.key })
  const readAndContinue = async () =>
    continueImport(deps, caller, await readImportProgress(deps, caller, id), upload, settings)
  switch (status) {
    case 'created':
      await uploadFile(deps, id, upload.file)
      await startValidation(deps, caller, request('validate'), id)
      return readAndContinue()
    case 'validating': {
      let lastRows = 0
      await validateImport(deps, id, (rows) => {
        if (lastRows === 0 || Math.floor(rows / 10_000) > Math.floor(lastRows / 10_000))
          console.log(`Validating   ${rows} rows`)
        lastRows = rows
      })
      return readAndContinue()
    }
    case 'validated': {
      const report = describeReport(progress)
      if (!(await settings.isConfirmed(report))) return progress
      await confirmImport(deps, caller, request('confirm'), id)
      return readAndContinue()
    }
    case 'applying':
      await applyImport(deps, progress)
      return readAndContinue()
    default:
      for (const line of describeOutcome(progress)) console.log(line)
      return progress
  }
}

async function applyImport(deps: Deps, { id, parts }: Import): Promise<void> {
  const bar = progressBar(
    'Applying',
    parts.reduce((sum, { rows }) => sum + rows, 0),
    'rows',
  )
  await runImport(deps, { importId: id, task: 'apply' }, (rows) => bar.show(rows))
  bar.end()
}

/**
 * Uploads the file gzipped, which makes a CSV four times smaller. The upload is split into parts, because the stand-in
 * for S3 accepts no large request.
 */
async function uploadFile({ intake }: Deps, id: string, file: string): Promise<void> {
  const upload = intake.upload(fileOf(id).upload, 'text/csv')
  for await (const piece of createReadStream(file).pipe(createGzip())) await upload.write(piece)
  await upload.close(new Uint8Array())
}

async function hashFile(file: string): Promise<string> {
  const digest = createHash('sha256')
  try {
    for await (const piece of createReadStream(file)) digest.update(piece)
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw new CommandRefusal(`${file} cannot be read (${String(error.code)}).`)
    throw error
  }
  return digest.digest('hex')
}
