/** Prints the OpenAPI document of the API: `npm run --silent document`. */
import { writeApiDocument } from './api-document.ts'

process.stdout.write(writeApiDocument())
