import { crc32, deflateSync } from 'node:zlib'

const segment = (code: number, payload: Buffer | string): Buffer => {
  const bytes = Buffer.from(payload)
  const head = Buffer.from([0xff, code, 0, 0])
  head.writeUInt16BE(bytes.length + 2, 2)
  return Buffer.concat([head, bytes])
}

/** EXIF as a phone writes it: the rotation of the picture, and a text with the place. */
export const exif = (turn: number): Buffer => {
  const tiff = Buffer.from('4d4d002a0000000800010112000300000001000000000000000000000000', 'hex')
  tiff.writeUInt16BE(turn, 18)
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from('GPS -6.1754 106.8272')]))
}

/** A JPEG of one grey pixel: the smallest that decoders take. */
const pixel = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
  'base64',
)

/** A photo with the metadata of cameras and programs, and with bytes after its end. */
export const photo = (turn = 6): Buffer =>
  Buffer.concat([
    pixel.subarray(0, 20),
    exif(turn),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x>Monas</x>'),
    segment(0xe2, 'MPF\0Monas'),
    segment(0xfe, 'taken at Monas'),
    pixel.subarray(20),
    Buffer.from('<script>Monas</script>'),
  ])

const chunk = (name: string, data: Buffer | string): Buffer => {
  const body = Buffer.concat([Buffer.from(name), Buffer.from(data)])
  const [head, tail] = [Buffer.alloc(4), Buffer.alloc(4)]
  head.writeUInt32BE(body.length - 4)
  tail.writeUInt32BE(crc32(body))
  return Buffer.concat([head, body, tail])
}

/** A PNG of one pixel with texts, EXIF, and bytes after its end. */
export const pngFile = (): Buffer =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.from('00000001000000010800000000', 'hex')),
    chunk('tEXt', 'Location\0Monas'),
    chunk('eXIf', exif(1).subarray(10)),
    chunk('IDAT', deflateSync(Buffer.from([0, 128]))),
    chunk('IEND', ''),
    Buffer.from('<script>Monas</script>'),
  ])

/** A document with some objects. */
export const document = (objects = '1 0 obj << /Type /Catalog >> endobj'): Buffer =>
  Buffer.from(`%PDF-1.7\n${objects}\ntrailer << /Root 1 0 R >>\n%%EOF\n`, 'latin1')

/** A document whose objects are packed into a stream. */
export const packedDocument = (objects: string, filter = '/FlateDecode'): Buffer =>
  Buffer.concat([
    Buffer.from(`%PDF-1.7\n2 0 obj << /Type /ObjStm /N 1 /First 4 /Filter ${filter} >> stream\n`),
    deflateSync(Buffer.from(`1 0 ${objects}`)),
    Buffer.from('\nendstream endobj\n%%EOF\n'),
  ])
