import type { Outcome, Permissions } from './route-case.ts'
import type { World } from './world.ts'

/** A request to the desk: with `fields` it sends a form, without them it gets a page. */
export type DeskRequest = {
  path: string
  fields?: Record<string, string>
  file?: { name: string; text: string | Uint8Array<ArrayBuffer> }
}

export type DeskCase = {
  /** The answer for each role, or for anyone signed in. 422: the form comes back, because it names others' members. */
  may: Record<keyof Permissions, Outcome | 409 | 422> | 'everybody' | 'whoever has a record' | 'whoever has no record'
  ask: (world: World) => Promise<DeskRequest> | DeskRequest
  /** Whether the form is answered with a page, because its result is shown only once. */
  isShownOnce?: true
  /** Whether each row has its own result. A person without rights to any row then gets a page that says so. */
  answersEachRow?: true
}
