import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/** The kind of text that is hashed. The same text under another kind has another hash. */
export type HashKind =
  | 'nik'
  | 'subject'
  | 'phone'
  | 'name_birth'
  | 'name_place'
  | 'name'
  | 'cursor'
  | 'request'
  | 'row'
  | 'content'
  | 'issue'

/** Key material by version: 32 bytes to encrypt, 32 to hash. */
export type KeyMaterial = { version: number; material: Uint8Array }

/**
 * Encrypts personal data and hashes identifiers. The first key encrypts; all keys decrypt, so that keys can be rotated
 * without rewriting what is stored.
 */
export type Keyring = ReturnType<typeof keyring>

const ivBytes = 12
const tagBytes = 16

export function keyring(materials: KeyMaterial[]) {
  // Key objects, because deciphering a member with bare bytes takes three times as long.
  const keys = materials.map(({ version, material }) => ({
    version,
    cipherKey: createSecretKey(material.subarray(0, 32)),
    hashKey: createSecretKey(material.subarray(32)),
  }))
  const [firstKey] = keys
  if (!firstKey) throw new Error('A keyring needs at least one key')
  type Key = typeof firstKey
  const find = (version: number): Key => {
    const key = keys.find((candidate) => candidate.version === version)
    if (!key) throw new Error(`Key version ${version} is not in the keyring`)
    return key
  }
  const mac = ({ hashKey }: Key, kind: HashKind, value: string) =>
    createHmac('sha256', hashKey).update(`${kind}:${value}`).digest()
  const hashWith = (key: Key, kind: HashKind, value: string) =>
    `${key.version}.${mac(key, kind, value).subarray(0, 16).toString('base64url')}`

  /** AES-256-GCM of a value's JSON, bound to `context`: a version byte, IV, tag and ciphertext. */
  const seal = (value: unknown, context: string): Uint8Array => {
    const iv = randomBytes(ivBytes)
    const cipher = createCipheriv('aes-256-gcm', firstKey.cipherKey, iv).setAAD(Buffer.from(context))
    const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
    return Buffer.concat([Buffer.of(firstKey.version), iv, cipher.getAuthTag(), body])
  }

  /** Opens what was sealed. Throws if it was changed, or sealed for another context. */
  const open = (sealed: Uint8Array, context: string): unknown => {
    const bytes = Buffer.from(sealed)
    const { cipherKey } = find(bytes.readUInt8(0))
    const iv = bytes.subarray(1, 1 + ivBytes)
    const tag = bytes.subarray(1 + ivBytes, 1 + ivBytes + tagBytes)
    const decipher = createDecipheriv('aes-256-gcm', cipherKey, iv).setAAD(Buffer.from(context)).setAuthTag(tag)
    const body = Buffer.concat([decipher.update(bytes.subarray(1 + ivBytes + tagBytes)), decipher.final()])
    return JSON.parse(body.toString('utf8'))
  }

  return {
    /** The number of versions. A claim on a hash takes this many items. */
    versions: keys.length,
    seal,
    open,
    /** Seals a value as text that may be part of a URL. */
    sealText: (value: unknown, context: string): string => Buffer.from(seal(value, context)).toString('base64url'),
    /** Opens what was sealed as text. Throws if it was changed, or sealed for another context. */
    openText: (text: string, context: string): unknown => open(Buffer.from(text, 'base64url'), context),
    /** The hash under the first key, as `version.hash` (128 bits). */
    hash: (kind: HashKind, value: string): string => hashWith(firstKey, kind, value),
    /** The hashes under every key, the first key's first, for look-ups. */
    hashes: (kind: HashKind, value: string): string[] => keys.map((key) => hashWith(key, kind, value)),
    /** Whether `hash` is the value's hash under any version, compared in constant time. */
    matches(kind: HashKind, value: string, hash: string): boolean {
      const hashBytes = Buffer.from(hash)
      return keys.some((key) => {
        const expected = Buffer.from(hashWith(key, kind, value))
        return expected.length === hashBytes.length && timingSafeEqual(expected, hashBytes)
      })
    },
  }
}
