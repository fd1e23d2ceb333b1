import * as z from 'zod'
import { Instant } from '../calendar.ts'
import { conflict, invalid } from '../problems/app-error.ts'
import { BrokenImage, cleanJpeg, cleanPng, pngStart } from './clean-image.ts'
import { type Inflate, isActivePdf, withoutExif } from './clean-pdf.ts'
import type { Member } from './member.ts'

/** The types of files that can prove a stage. */
export const EvidenceFileType = z.enum(['image/jpeg', 'image/png', 'application/pdf']).meta({ id: 'EvidenceFileType' })
export type EvidenceFileType = z.infer<typeof EvidenceFileType>

/** The largest file. A function's answer has at most 6 MB, and encoding makes a file a third larger. */
export const mostFileBytes = 4_500_000
/**
 * The largest upload that the store accepts. It is larger than `mostFileBytes`, so that our own page can refuse a file that is
 * too large. The store would answer with XML.
 */
export const mostUploadBytes = 50_000_000

/** A file that proves a stage of a member, without its content. */
export const EvidenceFile = z
  .object({
    id: z.string(),
    memberId: z.string(),
    stage: z.string(),
    type: EvidenceFileType,
    bytes: z.int(),
    sha256: z.string().describe('The hash of the file as it is kept, without EXIF and location'),
    addedAt: Instant,
    addedBy: z.string(),
  })
  .meta({ id: 'EvidenceFile' })
export type EvidenceFile = z.infer<typeof EvidenceFile>

/** A file whose upload was allowed and that is not confirmed yet. */
export const AwaitedFile = EvidenceFile.pick({ id: true, memberId: true, stage: true, type: true }).extend({
  askedBy: z.string(),
})
export type AwaitedFile = z.infer<typeof AwaitedFile>

const mostFiles = 20

/** Throws `conflict` unless the member holds the stage, is neither erased nor merged, and has room for another file. */
export function requireRoom({ status, standings }: Member, stage: string, files: number): void {
  if (status === 'merged' || status === 'erased') throw conflict('member_inactive', { status })
  if (!standings[stage]) throw conflict('evidence_without_stage', { stage }, ['stage'])
  if (files >= mostFiles) throw conflict('evidence_files_full', { most: mostFiles })
}

/**
 * Turns an upload into the file that is kept: a picture or document of the announced type, without EXIF and location. Throws
 * `invalid` for any other content, a damaged picture, and a document that could run something.
 */
export function cleanFile(upload: Uint8Array, announcedType: EvidenceFileType, inflate: Inflate): Buffer {
  const file = Buffer.from(upload.buffer, upload.byteOffset, upload.byteLength)
  if (file.length > mostFileBytes)
    throw invalid('evidence_file_large', { limitMB: mostFileBytes / 1_000_000 }, ['file'])
  if (findType(file) !== announcedType) throw invalid('evidence_file_type', {}, ['file'])
  if (announcedType === 'application/pdf') {
    if (isActivePdf(file, inflate)) throw invalid('evidence_file_active', {}, ['file'])
    return withoutExif(file)
  }
  try {
    return announcedType === 'image/jpeg' ? cleanJpeg(file) : cleanPng(file)
  } catch (error) {
    if (error instanceof BrokenImage) throw invalid('evidence_file_broken', {}, ['file'])
    throw error
  }
}

/** The type that a file's first bytes show. */
function findType(file: Buffer): EvidenceFileType | undefined {
  if (file.subarray(0, 3).equals(Buffer.of(0xff, 0xd8, 0xff))) return 'image/jpeg'
  if (file.subarray(0, pngStart.length).equals(pngStart)) return 'image/png'
  return file.toString('latin1', 0, 5) === '%PDF-' ? 'application/pdf' : undefined
}
