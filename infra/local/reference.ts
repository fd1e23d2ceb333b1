import type { Reference } from '../../functions/api/app.ts'
import { generateDocument } from '../../functions/api/document.ts'
import { writeClientFile } from '../client-file.ts'

/** The API's reference, made on request from the app and the packages in `node_modules`. */
export const localReference: Reference = {
  directory: new URL('.', import.meta.resolve('swagger-ui-dist/package.json')),
  document: generateDocument,
  client: (app) => writeClientFile(generateDocument(app)),
}
