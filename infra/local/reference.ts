import type { Reference } from '../../functions/api/app.ts'
import { documentOf } from '../../functions/api/document.ts'
import { clientFile } from '../client-file.ts'

/** The API's reference made when it is asked for, from the app and the packages in `node_modules`. */
export const localReference: Reference = {
  directory: new URL('.', import.meta.resolve('swagger-ui-dist/package.json')),
  document: documentOf,
  client: (app) => clientFile(documentOf(app)),
}
