/** Replaces `@stablelib/base64`, which computes in JavaScript what Node has built in. */
export const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
export const decode = (text: string): Uint8Array => Buffer.from(text, 'base64')
