import { createHmac } from 'node:crypto'

/** Replaces `fast-sha256`, which computes in JavaScript what Node has built in. */
export const hmac = (key: Uint8Array, data: Uint8Array): Uint8Array => createHmac('sha256', key).update(data).digest()
