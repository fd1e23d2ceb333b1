import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { Month } from '../../shared/domain/calendar.ts'

/** What a start leaves for the next one. Without `demo`, seeding was not finished. */
const StartState = z.object({
  issuerPort: z.int(),
  demo: z.object({ firstMonth: Month, lastMonth: Month }).optional(),
})
export type StartState = z.infer<typeof StartState>

/** Where everything of the local run lives. */
export type DataDirectory = ReturnType<typeof dataDirectory>

export function dataDirectory(root: string) {
  const part = (name: string) => path.join(root, name)
  const [ledger, files] = [
    [part('dynamodb'), part('objects')],
    [part('state.json'), part('kms.key')],
  ]
  const remove = async (paths: string[]) => {
    for (const each of paths) await rm(each, { recursive: true, force: true })
  }
  return {
    root,
    dynamoDb: part('dynamodb'),
    objects: part('objects'),
    issuerKey: part('token-issuer.key'),

    async state(): Promise<StartState | undefined> {
      const text = await readFile(part('state.json'), 'utf8').catch(() => undefined)
      return text === undefined ? undefined : StartState.parse(JSON.parse(text))
    },

    /** Written whole or not at all. */
    async save(state: StartState): Promise<void> {
      await mkdir(root, { recursive: true })
      await writeFile(part('state.json.new'), JSON.stringify(state))
      await rename(part('state.json.new'), part('state.json'))
    },

    /** Removes the table and the objects; keys and port stay. */
    removeLedger: () => remove(ledger),

    /** Removes all that is ours, and nothing else: the directory may be anybody's. */
    removeAll: () => remove([...ledger, ...files, part('token-issuer.key'), part('state.json.new')]),
  }
}
