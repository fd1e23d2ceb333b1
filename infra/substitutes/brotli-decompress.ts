/** Replaces `brotli/decompress.js`, which only WOFF2 fonts need. No function reads WOFF2 fonts. */
export default function decompress(): never {
  throw new Error('Fonts packed for the web are not read')
}
