import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { constants, inflateSync } from 'node:zlib'
import * as z from 'zod'
import type { KeptFile } from '../../data/evidence-files.ts'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { Instant } from '../../domain/calendar.ts'
import { retryRaces } from '../../domain/jobs/retry-races.ts'
import {
  cleanFile,
  EvidenceFile,
  EvidenceFileType,
  mostFileBytes,
  mostUploadBytes,
  requireRoom,
} from '../../domain/member/evidence-file.ts'
import type { Member } from '../../domain/member/member.ts'
import { conflict, notFound } from '../../domain/problems/app-error.ts'
import type { IdempotentRequest } from '../once.ts'
import { readMergedFrom, readOwnRecords } from './kept-record.ts'
import { type ReadMemberDeps, readMember } from './member-access.ts'
import { onceAbout } from './member-act.ts'
import { trace } from './trace.ts'

export type EvidenceFileDeps = ReadMemberDeps &
  Pick<Deps, 'evidenceFiles' | 'intake' | 'claims' | 'newId' | 'now' | 'pause' | 'random'>

export const NewEvidenceFile = z
  .strictObject({ stage: z.string().min(1).max(32), type: EvidenceFileType })
  .meta({ id: 'NewEvidenceFile' })
type NewEvidenceFile = z.infer<typeof NewEvidenceFile>

/** A form that uploads one file straight into the store: all fields first, then the file as `file`. */
export const UploadForm = z
  .object({ action: z.string(), fields: z.record(z.string(), z.string()), until: Instant })
  .meta({ id: 'UploadForm' })
export type UploadForm = z.infer<typeof UploadForm>

const Asked = z.object({ id: z.string(), memberId: z.string() })

export const EvidenceFileAsked = Asked.extend({ upload: UploadForm }).meta({ id: 'EvidenceFileAsked' })
export type EvidenceFileAsked = z.infer<typeof EvidenceFileAsked>

const uploadMinutes = 30
const uploadKey = (id: string) => `uploads/${id}`

/**
 * Where content is stored that is encrypted with a content key. Each content key has its own place, so that no other
 * try overwrites the content.
 */
export const nameContentFile = ({ memberId, id }: EvidenceFile, contentKey: Buffer): string =>
  `evidence/${memberId}/${id}/${createHash('sha256').update(contentKey).digest('hex')}`

/**
 * Allows the upload of a file that proves a stage of a member. Throws `conflict` if the member does not hold the stage.
 */
export async function askForFile(
  deps: EvidenceFileDeps,
  caller: Caller,
  request: IdempotentRequest,
  memberId: string,
  { stage, type }: NewEvidenceFile,
) {
  return onceAbout(deps, caller, 'member.write', request, Asked, async (keepAnswer) => {
    const member = await readMember(deps, caller, 'member.write', memberId)
    requireRoom(member, stage, (await deps.evidenceFiles.ofMember(memberId)).length)
    const id = deps.newId('evf')
    const at = deps.now().toISOString()
    const answer = { id, memberId }
    const awaitedFile = { id, memberId, stage, type, askedBy: caller.subject }
    await deps.commit(keepAnswer(answer), deps.evidenceFiles.addAwaited(awaitedFile, at))
    return answer
  })
}

/** The form that uploads an awaited file. The browser then goes to `goOnTo`; S3 adds a query to that address. */
export async function makeFileUploadForm(
  deps: EvidenceFileDeps,
  caller: Caller,
  { memberId, id }: { memberId: string; id: string },
  goOnTo?: string,
): Promise<UploadForm> {
  await readMember(deps, caller, 'member.write', memberId)
  const awaitedFile = await deps.evidenceFiles.findAwaited(memberId, id)
  if (!awaitedFile) throw notFound()
  const until = new Date(deps.now().getTime() + uploadMinutes * 60_000)
  const form = await deps.intake.uploadForm(
    {
      key: uploadKey(id),
      type: awaitedFile.type,
      mostBytes: mostUploadBytes,
      until,
      ...(goOnTo !== undefined && { goOnTo }),
    },
    deps.now(),
  )
  return { ...form, until: until.toISOString() }
}

/**
 * Keeps an uploaded file: checks its content, removes traces of how it was made, and encrypts it with a new key. The
 * key is stored with the trail in one transaction, and the upload is deleted. Throws `conflict` while nothing is
 * uploaded, and `invalid` for a file that cannot be kept.
 */
export async function confirmFile(
  deps: EvidenceFileDeps,
  caller: Caller,
  request: IdempotentRequest,
  { memberId, id }: { memberId: string; id: string },
) {
  const kept = await onceAbout(deps, caller, 'member.write', request, EvidenceFile, (keepAnswer) =>
    retryRaces(deps, ['member'], async () => {
      const member = await readMember(deps, caller, 'member.write', memberId)
      const awaitedFile = await deps.evidenceFiles.findAwaited(memberId, id)
      if (!awaitedFile) throw notFound()
      requireRoom(member, awaitedFile.stage, (await deps.evidenceFiles.ofMember(memberId)).length)
      const upload = await deps.intake.read(uploadKey(id), mostUploadBytes)
      if (!upload) throw conflict('evidence_file_missing')
      const clean = cleanFile(upload, awaitedFile.type, inflate)
      const { askedBy: _, ...rest } = awaitedFile
      const file: EvidenceFile = {
        ...rest,
        bytes: clean.length,
        sha256: createHash('sha256').update(clean).digest('hex'),
        addedAt: deps.now().toISOString(),
        addedBy: caller.subject,
      }
      const contentKey = randomBytes(32)
      // Nobody can read the content without its key. So the content is stored first; after an interruption, it may
      // remain without a key.
      await deps.intake.put(
        nameContentFile(file, contentKey),
        encrypt(clean, contentKey, file),
        'application/octet-stream',
      )
      const context = { ...byOfficer(caller), now: deps.now() }
      const trailWrite = trace(deps, context, {
        memberId,
        act: 'file_added',
        other: id,
        changes: { file: { to: file.sha256 } },
      })
      await deps.commit(
        keepAnswer(file),
        deps.evidenceFiles.keep({ file, contentKey }),
        deps.members.requireUnchanged(member),
        trailWrite,
      )
      return file
    }),
  )
  await deps.intake.remove(uploadKey(id))
  return kept
}

/** The files of a member within the caller's scope, and of the records that were merged into it. */
export async function listFiles(
  deps: ReadMemberDeps & Pick<Deps, 'evidenceFiles'>,
  caller: Caller,
  memberId: string,
): Promise<EvidenceFile[]> {
  const member = await readMember(deps, caller, 'evidence.read', memberId)
  const all = await readOwnRecords(deps, member)
  return (await Promise.all(all.map(({ id }) => deps.evidenceFiles.ofMember(id)))).flat()
}

/** Finds a file of a member, or of a record that was merged into it. */
export async function findFile(
  deps: Pick<Deps, 'members' | 'evidenceFiles'>,
  member: Member,
  id: string,
): Promise<KeptFile | undefined> {
  const own = await deps.evidenceFiles.findKept(member.id, id)
  if (own) return own
  const mergedMembers = await readMergedFrom(deps, member)
  return (await Promise.all(mergedMembers.map((each) => deps.evidenceFiles.findKept(each.id, id)))).find(Boolean)
}

/** Opens a file. The trail records it before the answer, because a file shows everything in full. */
export async function openFile(
  deps: ReadMemberDeps & Pick<Deps, 'evidenceFiles' | 'intake'>,
  caller: Caller,
  { memberId, id }: { memberId: string; id: string },
): Promise<{ file: EvidenceFile; content: Buffer }> {
  const member = await readMember(deps, caller, 'evidence.read', memberId)
  const found = await findFile(deps, member, id)
  const sealedContent =
    found && (await deps.intake.read(nameContentFile(found.file, found.contentKey), mostFileBytes + sealBytes))
  if (!sealedContent) throw notFound()
  const { file, contentKey } = found
  const context = { ...byOfficer(caller), now: deps.now() }
  await deps.commit(trace(deps, context, { memberId, act: 'file_opened', other: id }))
  return { file, content: decrypt(sealedContent, contentKey, file) }
}

const extensions: Record<EvidenceFileType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
}

/** With these headers a browser saves a file and never runs it as one of our pages. */
export const makeFileHeaders = ({ id, stage, type }: EvidenceFile): Record<string, string> => ({
  'Content-Type': type,
  'Content-Disposition': `attachment; filename="${stage}-${id}.${extensions[type]}"`,
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
})

/** Forgets the files of an erased person: deletes their keys and their content. */
export async function forgetFiles(
  { evidenceFiles, intake }: Pick<Deps, 'evidenceFiles' | 'intake'>,
  memberId: string,
): Promise<void> {
  await evidenceFiles.forget(memberId)
  for (const key of await intake.keys(`evidence/${memberId}/`)) await intake.remove(key)
}

const ivBytes = 12
const tagBytes = 16
const sealBytes = ivBytes + tagBytes

/** AES-256-GCM, bound to the file's id and hash: IV, tag and ciphertext. */
function encrypt(content: Buffer, key: Buffer, file: EvidenceFile): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(makeBoundData(file))
  const body = Buffer.concat([cipher.update(content), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

function decrypt(sealedContent: Buffer, key: Buffer, file: EvidenceFile): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealedContent.subarray(0, ivBytes))
    .setAAD(makeBoundData(file))
    .setAuthTag(sealedContent.subarray(ivBytes, sealBytes))
  return Buffer.concat([decipher.update(sealedContent.subarray(sealBytes)), decipher.final()])
}

const makeBoundData = ({ id, sha256 }: EvidenceFile) => Buffer.from(`${id}:${sha256}`)

/** The most bytes that a stream of a document may unpack to. A larger one cannot be searched, so it is refused. */
const mostUnpackedBytes = 16 * 1024 * 1024

/** Unpacks zlib data. Other data may follow it. */
function inflate(packed: Uint8Array): Buffer | undefined {
  try {
    return inflateSync(packed, { maxOutputLength: mostUnpackedBytes, finishFlush: constants.Z_SYNC_FLUSH })
  } catch {
    return undefined
  }
}
