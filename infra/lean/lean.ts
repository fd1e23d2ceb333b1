import { nodesOwnCrypto } from './crypto.ts'
import { leanEndpoints } from './endpoints.ts'
import { instead, never } from './instead.ts'
import { leanRouter } from './router.ts'
import { leanSdk } from './sdk.ts'
import { undocumented } from './undocumented.ts'
import { leanZod } from './zod.ts'

/** Of fonts, only those packed for the web are brotli's; ours are read as they are. */
const noWebFonts = instead(
  'no-web-fonts',
  /[\\/]brotli[\\/]decompress\.js$/,
  () => `module.exports = ${never('Fonts packed for the web are not read')}`,
)

/** Leaves out of a bundle what libraries bring along and our functions never use. */
export const lean = [
  undocumented,
  ...leanZod,
  ...leanRouter,
  ...leanSdk,
  ...leanEndpoints,
  ...nodesOwnCrypto,
  noWebFonts,
]
