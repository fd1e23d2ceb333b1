/**
 * A client of S3 with its commands. It is loaded on first use, because most requests need no file, and S3 is a fifth of
 * what a function would load at its start.
 */
export function lazyS3() {
  const load = async () => (await import('./s3-parts.ts')).s3Parts()
  let parts: ReturnType<typeof load> | undefined
  return () => {
    parts ??= load()
    return parts
  }
}
export type S3 = ReturnType<typeof lazyS3>
