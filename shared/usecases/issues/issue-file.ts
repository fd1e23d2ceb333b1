import { gunzipSync } from 'node:zlib'
import type { Deps } from '../../deps.ts'
import { hashIssue, Issue, type IssueRecord } from '../../domain/report/issue.ts'

/** Reads an issue from the file store and checks its bytes against the hash in the table. */
export async function readIssue(
  { files }: { files: Pick<Deps['files'], 'get'> },
  { file, hash, month, number }: IssueRecord,
): Promise<Issue> {
  const packed = await files.get(file)
  const bytes = packed && gunzipSync(packed)
  if (!bytes || hashIssue(bytes) !== hash)
    throw new Error(`Issue ${month}/${number} is missing from the file store, or was changed there`)
  return Issue.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
}

/** The issue that this one corrects. Undefined for the first of a month. */
export async function readCorrectedIssue(
  deps: { issues: Pick<Deps['issues'], 'get'>; files: Pick<Deps['files'], 'get'> },
  { month, number }: Pick<Issue, 'month' | 'number'>,
): Promise<Issue | undefined> {
  const record = number > 1 ? await deps.issues.get(month, number - 1) : undefined
  return record && readIssue(deps, record)
}
