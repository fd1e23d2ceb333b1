import type { Outcome, Permissions } from './route-case.ts'
import type { World } from './world.ts'

/** A request to the desk: without `fields` for a page, with `fields` the sending of a form. */
export type DeskRequest = {
  path: string
  fields?: Record<string, string>
  file?: { name: string; text: string | Uint8Array<ArrayBuffer> }
}

export type DeskCase = {
  /** The answer for each role, or anyone signed in. 422: the form comes back, as it names others' members. */
  may: Record<keyof Permissions, Outcome | 409 | 422> | 'everybody' | 'whoever has a record' | 'whoever has no record'
  ask: (world: World) => Promise<DeskRequest> | DeskRequest
  /** Whether the form answers with a page, because its result is shown only once. */
  isShownOnce?: true
  /** Whether each row has a result of its own. Then whoever may do nothing to any of them gets a page that says so. */
  tellsEach?: true
}
