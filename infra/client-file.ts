import { readFileSync, writeFileSync } from 'node:fs'
import { writeApiDocument } from './api-document.ts'
import { generateClientTypes } from './client-types.ts'

const functionFolder = new URL('../functions/api/', import.meta.url)

/** Writes the typed client as one file without imports: its code, then the types of an OpenAPI document. */
export function writeClientFile(openApiDocument: string): string {
  const code = readFileSync(new URL('client.ts', functionFolder), 'utf8')
  const withoutImports = code.replaceAll(/^.* from '\.\/client-types\.ts'\n\n?/gm, '')
  return `${withoutImports}\n${generateClientTypes(JSON.parse(openApiDocument))}`
}

// Only TypeScript needs the types beside the code; nothing loads them at run time.
if (import.meta.main)
  writeFileSync(new URL('client-types.ts', functionFolder), generateClientTypes(JSON.parse(writeApiDocument())))
