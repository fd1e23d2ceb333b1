import { gunzipSync, inflateRawSync } from 'node:zlib'
import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3'
import { extractText } from 'unpdf'
import { makeReports } from '../../shared/domain/report/issue-reports.ts'
import { reportPage } from '../../shared/render/page/report-page.ts'
import { reportCsv } from '../../shared/render/report-csv.ts'
import { renderMail } from '../../shared/render/report-mail.ts'
import { reportPdf } from '../../shared/render/report-pdf.ts'
import { reportXlsx } from '../../shared/render/report-xlsx.ts'
import { readIssue } from '../../shared/usecases/issues/issue-file.ts'
import { readXlsx } from './read-xlsx.ts'
import { tableContents } from './table-contents.ts'
import type { TestDeps } from './test-deps.ts'

/** Finds secrets in a text, in the clear, URL-encoded or in base64. */
export function findSecrets(text: string, secrets: string[]): string[] {
  const forms = (secret: string) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').slice(0, -4),
  ]
  return secrets.filter((secret) => forms(secret).some((form) => text.includes(form)))
}

/** Every value of a table as text. Bytes are read as text, and also unpacked if they are compressed. */
export function readTexts(value: unknown): string[] {
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value)
    const texts = [bytes.toString('latin1'), bytes.toString('utf8')]
    try {
      return [...texts, inflateRawSync(bytes).toString('utf8')]
    } catch {
      return texts
    }
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, part]) => [key, ...readTexts(part)])
  return [String(value)]
}

/** The keys and the unpacked texts of all objects. */
export async function readObjects({ bucketName }: TestDeps): Promise<string[]> {
  const client = new S3Client({})
  const texts: string[] = []
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucketName }))
    for (const { Key } of Contents) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucketName, Key }))
      texts.push(String(Key), gunzipSync((await Body?.transformToByteArray()) ?? Buffer.of()).toString('utf8'))
    }
  return texts
}

/** The plain texts of all encrypted values in the table. */
export async function decryptEverything({ tableName, keyring }: TestDeps): Promise<string[]> {
  const items = await tableContents(tableName)
  const sealed = items.flatMap((item) => Object.values(item).filter((value) => value instanceof Uint8Array))
  const ids = new Set(items.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])))
  const contexts = [...ids].flatMap((id) => [`member:${id}`, `trail:${id}`, `glass:${id}`])
  return sealed.flatMap((bytes) =>
    contexts.flatMap((context) => {
      try {
        return [JSON.stringify(keyring.open(bytes, context))]
      } catch {
        return []
      }
    }),
  )
}

/** The unpacked text of every rendering of a month's report, in both languages. */
export async function renderEverything(deps: TestDeps, month: string): Promise<string[]> {
  const record = await deps.issues.get(month, 1)
  if (!record) throw new Error(`${month} has no issue`)
  const report = makeReports(await readIssue(deps, record), record.hash)({ area: '31' })
  const texts = [JSON.stringify(report)]
  for (const language of ['id', 'en'] as const) {
    const options = { language, links: {} }
    const mail = renderMail(report, options)
    const pdf = new Uint8Array(await reportPdf(report, options))
    texts.push(
      mail.html,
      mail.text,
      reportCsv(report, options),
      reportPage(report, { language, origin: 'https://capaian.example', issues: [], isFront: false }),
    )
    texts.push(Object.values(readXlsx(reportXlsx(report, options)).files).join('\n'))
    texts.push((await extractText(pdf, { mergePages: true })).text)
  }
  return texts
}
