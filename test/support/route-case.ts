import type { RoleName } from './roles.ts'
import type { World } from './world.ts'

/** What a role gets: success, or a refusal. */
export type Outcome = 'ok' | 403 | 404

export type RouteRequest = { path: string; body?: unknown; raw?: string; headers?: Record<string, string> }

export type RouteCase = {
  /** The outcome for each role. Routes about the caller's own things are open to everybody signed in. */
  may: Record<Exclude<RoleName, Refused>, Outcome> | 'whoever is signed in'
  /**
   * A valid request about a thing in kecamatan 31.71.01 with agency PPAPP, or about the caller's own.
   */
  request: (world: World, as: string) => Promise<RouteRequest> | RouteRequest
  /** The same about something that does not exist. */
  absent?: (world: World) => Promise<RouteRequest> | RouteRequest
}

export type Permissions = Exclude<RouteCase['may'], string>

type Refused =
  | 'without a token'
  | 'with a bad token'
  | 'without grants'
  | 'citizen'
  | 'officer whose grant has ended'
  | 'officer whose grant has not begun'
