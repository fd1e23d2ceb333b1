import { deflateSync, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanFile, type EvidenceFileType, mostFileBytes } from '../../../shared/domain/member/evidence-file.ts'
import { AppError } from '../../../shared/domain/problems/app-error.ts'
import { document, exif, packedDocument, photo, pngFile } from '../../support/evidence.ts'

const inflate = (bytes: Uint8Array) => {
  try {
    return inflateSync(bytes, { finishFlush: 2, maxOutputLength: 1_000_000 })
  } catch {
    return undefined
  }
}
const clean = (file: Buffer, type: EvidenceFileType) => cleanFile(file, type, inflate)
const codeOf = (file: Buffer, type: EvidenceFileType) => {
  try {
    clean(file, type)
  } catch (error) {
    return error instanceof AppError ? error.problems[0]?.code : error
  }
  return 'taken'
}

describe('a photo', () => {
  test('loses places, texts, thumbnails and trailing bytes, and keeps its orientation', () => {
    const cleanedFile = clean(photo(6), 'image/jpeg')
    expect(cleanedFile.toString('latin1')).not.toMatch(/Monas|GPS|script|MPF/)
    expect(cleanedFile.indexOf(exif(6).subarray(4, 28))).toBeGreaterThan(0)
    expect(cleanedFile.subarray(-2).toString('hex')).toBe('ffd9')
    expect(clean(cleanedFile, 'image/jpeg')).toEqual(cleanedFile)
  })

  test('that is not turned keeps no EXIF at all', () => {
    expect(clean(photo(1), 'image/jpeg').includes('Exif')).toBe(false)
  })

  test('that is cut off anywhere is refused', () => {
    const wholePhoto = photo()
    const end = wholePhoto.lastIndexOf(Buffer.of(0xff, 0xd9))
    for (let length = 3; length <= end; length++)
      expect([length, codeOf(wholePhoto.subarray(0, length), 'image/jpeg')]).toEqual([length, 'evidence_file_broken'])
  })
})

test('a PNG loses texts, EXIF and trailing bytes', () => {
  const cleanedFile = clean(pngFile(), 'image/png')
  expect(cleanedFile.toString('latin1')).not.toMatch(/Monas|GPS|script|eXIf|tEXt/)
  expect(cleanedFile.subarray(-8, -4).toString()).toBe('IEND')
  expect(codeOf(pngFile().subarray(0, 40), 'image/png')).toBe('evidence_file_broken')
})

test('any bytes are either kept as a file or refused', () => {
  const starts = [photo().subarray(0, 30), pngFile().subarray(0, 30), document()]
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }), (start, rest) => {
      const file = Buffer.concat([start, rest])
      for (const type of ['image/jpeg', 'image/png', 'application/pdf'] as const)
        expect(codeOf(file, type)).toMatch(/^(taken|evidence_file_)/)
    }),
  )
})

describe('a document', () => {
  test('without active content is kept unchanged except for the EXIF of its pictures', () => {
    expect(clean(document(), 'application/pdf')).toEqual(document())
    const packedPdf = packedDocument('<< /Type /Catalog >>')
    expect(clean(packedPdf, 'application/pdf')).toEqual(packedPdf)
    const pdfWithPhoto = Buffer.concat([document(), photo()])
    const cleanedFile = clean(pdfWithPhoto, 'application/pdf')
    expect(cleanedFile.length).toBe(pdfWithPhoto.length)
    expect(cleanedFile.includes('GPS')).toBe(false)
  })

  const script = '<< /S /JavaScript >>'
  const page = Buffer.concat([
    Buffer.from('3 0 obj << /Filter /FlateDecode >> stream\n'),
    deflateSync(Buffer.from('1 0 0 1 0 0 cm')),
    Buffer.from('\nendstream endobj\n'),
  ])
  const inHex = document(
    `2 0 obj << /Type /ObjStm /Filter /ASCIIHexDecode >> stream\n${Buffer.from(`1 0 ${script}`).toString('hex')}>\nendstream`,
  )
  const packedAs = (dictionary: string) => packedDocument('<< /Type /Catalog >>', dictionary)

  test('whose page looks like packed objects is kept', () => {
    const file = Buffer.concat([packedAs('[ /FlateDecode ]'), page])
    expect(clean(file, 'application/pdf')).toEqual(file)
  })

  test.each([
    ['runs a script by a rendition', document('1 0 obj << /S /Rendition /JS (app.alert(1)) >> endobj')],
    ['holds a file that a note shows', document('1 0 obj << /Subtype /FileAttachment >> endobj')],
    ['holds a file of no type', document('1 0 obj << /F (a.exe) /EF << /F 5 0 R >> >> endobj')],
    ['packs objects where a page looks like some', Buffer.concat([inHex, page])],
    ['packs objects by differences', packedAs('/FlateDecode /DecodeParms << /Predictor 2 /Colors 4 >>')],
    ['packs objects in one of two ways', packedAs('/FlateDecode /Filter /ASCIIHexDecode')],
    ['says in a text how it packs objects', packedAs('/FlateDecode /DecodeParms 9 0 R /X (1 0 obj << )')],
    [
      'packs objects without saying so',
      Buffer.from(packedDocument(script).toString('latin1').replace('/ObjStm', '/Others'), 'latin1'),
    ],
    ['runs a script', document('1 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj')],
    ['runs a script by a name in codes', document('1 0 obj << /S /J#61vaScr#69pt >> endobj')],
    ['starts a program', document('1 0 obj << /S /Launch /F (cmd.exe) >> endobj')],
    ['holds a file', document('1 0 obj << /Type /EmbeddedFile >> endobj')],
    ['is encrypted', document('trailer << /Encrypt 5 0 R >>')],
    ['runs a script from packed objects', packedDocument('<< /S /JavaScript >>')],
    ['packs objects in an unknown way', packedDocument('<< >>', '[/ASCII85Decode /FlateDecode]').fill('~', 80, 90)],
  ])('that %s is refused', (_, file) => {
    expect(codeOf(file, 'application/pdf')).toBe('evidence_file_active')
  })
})

test('a file that is too large, or of another type than announced, is refused', () => {
  expect(codeOf(photo(), 'image/png')).toBe('evidence_file_type')
  expect(codeOf(Buffer.from('<html>'), 'application/pdf')).toBe('evidence_file_type')
  expect(codeOf(Buffer.alloc(mostFileBytes + 1), 'image/jpeg')).toBe('evidence_file_large')
})
