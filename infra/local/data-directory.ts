import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { Month } from '../../shared/domain/calendar.ts'
import { CannotStart } from './cannot-start.ts'
import { Endpoints } from './endpoints.ts'

/**
 * What a start leaves for the next one: the last month that the ledger was filled with (without it, seeding the demo was
 * not finished), and where to reach it while it runs.
 */
const StartState = z.object({
  issuerPort: z.int(),
  lastMonth: Month.optional(),
  endpoints: Endpoints.optional(),
  /** Of the API, once it listens. */
  api: z.string().optional(),
  /** Where partners call, once it listens. */
  webhooks: z.string().optional(),
  pages: z.string().optional(),
})
export type StartState = z.infer<typeof StartState>

/** Where everything of the local run lives. */
export type DataDirectory = ReturnType<typeof dataDirectory>

export function dataDirectory(root: string) {
  const part = (name: string) => path.join(root, name)
  const stateFile = part('state.json')
  const issuerKey = part('token-issuer.key')
  const ledger = ['dynamodb', 'objects'].map(part)
  const rest = ['kms.key', 'token-issuer.key', 'state.json.new', 'state.json'].map(part)
  const remove = async (paths: string[]) => {
    for (const each of paths) await rm(each, { recursive: true, force: true })
  }
  /**
   * Refuses a directory whose state somebody else has made: an earlier start of ours has left its key beside it.
   *
   * @throws CannotStart
   */
  const requireOurs = (): void => {
    if (existsSync(stateFile) && !existsSync(issuerKey))
      throw new CannotStart(`${stateFile} is not of this system: name another --data.`, 2)
  }
  return {
    root,
    dynamoDb: part('dynamodb'),
    objects: part('objects'),
    issuerKey,

    requireOurs,

    /** Throws `CannotStart` when it is not ours, or cannot be read. */
    async state(): Promise<StartState | undefined> {
      if (!existsSync(stateFile)) return undefined
      requireOurs()
      const state = StartState.safeParse(await readJson(stateFile))
      if (!state.success) throw new CannotStart(`${stateFile} is damaged: start over with --fresh.`)
      return state.data
    },

    /** Written whole or not at all. */
    async save(state: StartState): Promise<void> {
      await mkdir(root, { recursive: true })
      await writeFile(`${stateFile}.new`, JSON.stringify(state))
      await rename(`${stateFile}.new`, stateFile)
    },

    /** Removes the table and the objects; keys and port stay. */
    removeLedger: () => remove(ledger),

    /** Removes what earlier starts made, and nothing where none did: the directory may be anybody's. */
    async removeAll(): Promise<void> {
      if (existsSync(stateFile)) await remove([...ledger, ...rest])
    },
  }
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return undefined
  }
}
