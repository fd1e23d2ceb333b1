import { instead } from './instead.ts'

/** Standard Webhooks' packages bring SHA-256 and base64 of their own; Node has both. */
export const nodesOwnCrypto = [
  instead(
    'native-sha256',
    /[\\/]fast-sha256[\\/]sha256\.js$/,
    () =>
      "import { createHmac } from 'node:crypto'\n" +
      "export const hmac = (key, data) => createHmac('sha256', key).update(data).digest()",
  ),
  instead(
    'native-base64',
    /[\\/]@stablelib[\\/]base64[\\/]lib[\\/]base64\.js$/,
    () =>
      "export const encode = (bytes) => Buffer.from(bytes).toString('base64')\n" +
      "export const decode = (text) => Buffer.from(text, 'base64')",
  ),
]
