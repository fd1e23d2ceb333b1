import * as z from 'zod'
import { like, rule } from '../problems/field-rule.ts'
import { skewSeconds } from './skew.ts'

const publicPathPattern = /^(\/[A-Za-z0-9._~-]+)+$/

/**
 * How a partner speaks SNAP, Bank Indonesia's standard for open API payments. Real implementations disagree with its
 * text and with each other, so each point of disagreement is a setting. SNAP has no service for loans: the service
 * code is ours.
 */
export const SnapProfile = z
  .strictObject({
    scheme: z.literal('snap'),
    mode: z
      .enum(['hmac_with_token', 'rsa'])
      .describe('HMAC-SHA512 with an access token of ours, or SHA256withRSA without any'),
    encoding: z.enum(['hex', 'base64']).describe('How signatures are written'),
    tokenEncoding: z
      .enum(['hex', 'base64'])
      .optional()
      .describe('How the signature of a token request is written; default: like the others'),
    hashOf: z
      .enum(['minified', 'as_sent', 'rewritten'])
      .optional()
      .describe(
        'The body that is hashed: without blanks outside strings (when absent), as it was sent, or parsed and written ' +
          'anew as JavaScript does',
      ),
    hashEncoding: z
      .enum(['hex', 'base64_lower'])
      .optional()
      .describe("How the body's hash is written: hex (when absent), or base64 in lower case"),
    emptyBody: z
      .enum(['hash', 'blank', 'left_out'])
      .optional()
      .describe(
        'What stands for the hash of no body: the hash of nothing (when absent), nothing, or not even its colon',
      ),
    query: z.enum(['in', 'out']).describe('Whether the query string is part of the path that is signed'),
    externalId: z.enum(['numeric', 'any']).describe('What an X-EXTERNAL-ID may be made of'),
    skewSeconds,
    service: z
      .string()
      .regex(/^\d{2}$/, like('54'))
      .describe('The two digits of the service in a response code'),
    clientKey: z
      .string()
      .regex(/^[\x21-\x7b\x7d\x7e]{1,36}$/, like('capaian-01'))
      .describe('X-CLIENT-KEY of a request for an access token'),
    publicPath: z
      .string()
      .max(200)
      .refine((path) => publicPathPattern.test(path), rule('public_path_shape'))
      .meta({ pattern: publicPathPattern.source, example: '/v1.0/loan/notify' })
      .describe('The path that the partner calls and signs, before any gateway rewrites it'),
  })
  .meta({ id: 'SnapProfile' })

export type SnapProfile = z.infer<typeof SnapProfile>

/** Whether a text can be the X-EXTERNAL-ID of a partner: 1 to 36 characters, numbers only where the profile says so. */
export const isExternalId = ({ externalId }: Pick<SnapProfile, 'externalId'>, text: string): boolean =>
  externalId === 'numeric' ? /^\d{1,36}$/.test(text) : /^[\x21-\x7e]{1,36}$/.test(text)
