import { defaultIsContentTypeBinary, handle } from 'hono/aws-lambda'
import { loadPublicDeps } from '../../shared/public-deps.ts'
import { pagesApp } from './app.ts'

/** CSV is sent as bytes: sent as text, it would lose the byte order mark that tells spreadsheets it is UTF-8. */
export const handler = handle(pagesApp(loadPublicDeps(process.env)), {
  isContentTypeBinary: (type) => type.startsWith('text/csv') || defaultIsContentTypeBinary(type),
})
