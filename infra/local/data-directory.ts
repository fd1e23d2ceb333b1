import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { Month } from '../../shared/domain/calendar.ts'
import { CommandRefusal } from '../command-refusal.ts'
import { Endpoints } from './endpoints.ts'
import { lockFile } from './lock-file.ts'

/**
 * What a start stores for the next start and for other commands: the issuer's port, the last month of the demo (absent
 * until the demo is made), and the addresses of the system while it runs.
 */
const StartState = z.object({
  issuerPort: z.int(),
  /** The process that runs on the data, or ran on them last. */
  pid: z.int().optional(),
  lastMonth: Month.optional(),
  endpoints: Endpoints.optional(),
  /** The address of the API, once it listens. */
  api: z.string().optional(),
  /** The address for partners, once it listens. */
  webhooks: z.string().optional(),
  pages: z.string().optional(),
  /** The page that links to all of these. */
  home: z.string().optional(),
  desk: z.string().optional(),
})
export type StartState = z.infer<typeof StartState>

/** Files that mark a directory as ours. The lock is made first; earlier versions had only the issuer's key. */
const markerFiles = ['capaian.lock', 'token-issuer.key']

/** The directory of the local system's data. */
export type DataDirectory = ReturnType<typeof dataDirectory>

export function dataDirectory(root: string) {
  const pathOf = (name: string) => path.join(root, name)
  const stateFile = pathOf('state.json')
  const issuerKey = pathOf('token-issuer.key')
  const tableAndObjects = ['dynamodb', 'objects'].map(pathOf)
  const keysAndState = ['kms.key', 'token-issuer.key', 'accounts.json', 'state.json'].flatMap((name) => [
    pathOf(`${name}.new`),
    pathOf(name),
  ])
  const remove = async (paths: string[]) => {
    for (const each of paths) await rm(each, { recursive: true, force: true })
  }
  /** Refuses a directory with foreign files. A directory that contains only data directories of ours is accepted. */
  const requireOurs = (): void => {
    const found = existsSync(root) ? readdirSync(root) : []
    if (found.length > 0 && !isOurs(root) && !found.every((name) => isOurs(pathOf(name))))
      throw new CommandRefusal(`${root} holds files of another system: name another --data.`, 2)
  }
  /** Throws `CommandRefusal` if the directory is not ours, or its state cannot be read. */
  const readState = async (): Promise<StartState | undefined> => {
    if (!existsSync(stateFile)) return undefined
    requireOurs()
    const state = StartState.safeParse(await readJson(stateFile))
    if (!state.success) throw new CommandRefusal(`${stateFile} is damaged: start over with --fresh.`)
    return state.data
  }
  return {
    root,
    dynamoDb: pathOf('dynamodb'),
    objects: pathOf('objects'),
    issuerKey,

    readState,

    /**
     * Claims the directory for this process alone, and creates it if needed. The returned function ends the claim, and
     * so does the end of the process.
     *
     * @throws CommandRefusal when another process has claimed the directory, or when it has files of another system
     */
    async claim(): Promise<() => void> {
      requireOurs()
      const release = lockFile(pathOf('capaian.lock'))
      if (release) return release
      const { pid, api } = (await readState().catch(() => undefined)) ?? {}
      const runDetails = [...(pid === undefined ? [] : [`process ${pid}`]), ...(api === undefined ? [] : [api])]
      const which = runDetails.length > 0 ? ` (${runDetails.join(', ')})` : ''
      throw new CommandRefusal(
        `${root} is in use by another start${which}: stop that one, or give this one its own --data.`,
      )
    },

    /** Writes the state as a whole, or not at all. */
    async save(state: StartState): Promise<void> {
      await mkdir(root, { recursive: true })
      await writeFile(`${stateFile}.new`, JSON.stringify(state))
      await rename(`${stateFile}.new`, stateFile)
    },

    /** Removes the table and the objects, but keeps the keys and the issuer's port. */
    removeTableAndObjects: () => remove(tableAndObjects),

    /** Removes the table, the objects, the keys, the invited people and the state. */
    removeAll: () => remove([...tableAndObjects, ...keysAndState]),
  }
}

const isOurs = (directory: string): boolean => markerFiles.some((name) => existsSync(path.join(directory, name)))

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return undefined
  }
}
