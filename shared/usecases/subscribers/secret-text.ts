import { randomBytes } from 'node:crypto'
import { secretBytes } from '../../domain/partner/credential.ts'

/** A new secret in the form of Standard Webhooks. */
export const makeWebhookSecret = (): string => `whsec_${randomBytes(secretBytes).toString('base64')}`
