import { apiApp } from '../functions/api/app.ts'
import { generateDocument } from '../functions/api/document.ts'
import { tableNamed } from '../shared/data/table.ts'
import { assembleDeps } from '../shared/deps.ts'
import { keyring } from '../shared/gateways/keyring.ts'
import { jakpreneur } from '../shared/programme/jakpreneur.ts'
import { localConfig } from './local/local-config.ts'

/**
 * Writes the OpenAPI document from the routes of the API. The app needs no table and no real key, because it answers no
 * request.
 */
export function writeApiDocument(): string {
  const config = localConfig('capaian')
  const unusedStore = {
    table: tableNamed(config.TABLE_NAME),
    keyring: keyring([{ version: 1, material: Buffer.alloc(64) }]),
  }
  const deps = assembleDeps(unusedStore, config, { programme: jakpreneur, now: () => new Date(), log: () => {} })
  return generateDocument(
    apiApp(deps, { directory: new URL('file:///'), document: generateDocument, client: () => '' }),
  )
}
