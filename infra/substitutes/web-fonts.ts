/** Takes the place of `brotli/decompress.js`: only fonts packed for the web are compressed by it, and ours are not. */
export default function decompress(): never {
  throw new Error('Fonts packed for the web are not read')
}
