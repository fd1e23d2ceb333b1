import { createHash, createPublicKey, verify } from 'node:crypto'
import * as z from 'zod'
import { Day, Instant } from '../calendar.ts'

/** The heads of both chains at an instant: that of the issues, and that of the trail. */
export const Heads = z.object({
  issues: z.int().min(1),
  issue: z.string().describe('Hash of the last issue, as printed'),
  trail: z.object({ through: Day, hash: z.string().optional() }).optional(),
  at: Instant,
})
export type Heads = z.infer<typeof Heads>

/**
 * The signed heads of both chains: a note as C2SP specifies it (c2sp.org/signed-note), with one line of text for each
 * chain. `key` is the signer's public key, in the form that C2SP specifies for verifiers.
 */
export const Checkpoint = z.object({ note: z.string(), key: z.string(), version: z.int() })
export type Checkpoint = z.infer<typeof Checkpoint>

const ed25519 = Buffer.of(1)

/** An Ed25519 public key's `SubjectPublicKeyInfo` begins with this (RFC 8410), and ends with the 32 bytes of the key. */
const publicKeyPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** The name of the signer of a programme's checkpoints. */
export const makeSignerName = (programme: string): string => `capaian/${programme}`

/** A public key in the form for verifiers: `name+id+key`. */
export const writeVerifierKey = (name: string, publicKey: Uint8Array): string =>
  `${name}+${makeKeyId(name, publicKey).toString('hex')}+${Buffer.concat([ed25519, publicKey]).toString('base64')}`

/** The id in a key for verifiers. */
export const readKeyId = (key: string): string => key.split('+')[1] ?? ''

const makeKeyId = (name: string, publicKey: Uint8Array): Buffer =>
  createHash('sha256').update(`${name}\n`).update(ed25519).update(publicKey).digest().subarray(0, 4)

/** The text of a checkpoint. The signature is over this text. */
export const writeCheckpointText = (name: string, { issues, issue, trail, at }: Heads): string =>
  [
    name,
    `issues ${issues} ${issue}`,
    ...(trail ? [`trail ${trail.through} ${trail.hash ?? '-'}`] : []),
    `at ${at}`,
    '',
  ].join('\n')

/** A text with its signature. */
export const writeSignedNote = (text: string, name: string, publicKey: Uint8Array, signature: Uint8Array): string =>
  `${text}\n— ${name} ${Buffer.concat([makeKeyId(name, publicKey), signature]).toString('base64')}\n`

/** The result of opening a checkpoint: the heads, or a sentence that says why nobody may rely on it. */
export type OpenedCheckpoint = { heads: Heads } | { refused: string }

const textShape = /^(.+)\nissues (\d+) ([0-9a-f]{64})\n(?:trail (\S+) (\S+)\n)?at (\S+)\n$/

/** Opens a checkpoint by the published key of its signer. */
export function openCheckpoint(note: string, key: string): OpenedCheckpoint {
  const [name = '', id = '', ...rest] = key.split('+')
  const publicKey = Buffer.from(rest.join('+'), 'base64').subarray(1)
  const end = note.lastIndexOf('\n\n')
  const text = note.slice(0, end + 1)
  const [, signer, encodedSignature = ''] = /^— (\S+) (\S+)\n$/.exec(note.slice(end + 2)) ?? []
  const signature = Buffer.from(encodedSignature, 'base64')
  if (end < 0 || signer === undefined || signature.length !== 68) return { refused: 'is not a checkpoint' }
  const signedBy = signature.subarray(0, 4).toString('hex')
  if (signer !== name || signedBy !== id) return { refused: `is signed by another key, ${signedBy}, and not by ${id}` }
  const verifier = createPublicKey({ key: Buffer.concat([publicKeyPrefix, publicKey]), format: 'der', type: 'spki' })
  if (!verify(null, Buffer.from(text), verifier, signature.subarray(4)))
    return { refused: `was altered: its signature by key ${id} does not fit` }
  const [, , issues, issue, through, hash, at] = textShape.exec(text) ?? []
  const trail = through === undefined ? undefined : { through, ...(hash !== '-' && { hash }) }
  const heads = Heads.safeParse({ issues: Number(issues), issue, at, ...(trail && { trail }) })
  return heads.success ? { heads: heads.data } : { refused: 'is signed, but is not a checkpoint of this form' }
}
