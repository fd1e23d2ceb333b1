import type { StoredLine } from '../../data/subscribers.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Line } from '../../domain/subscriber/line.ts'
import { nextVersion } from '../../domain/values/version.ts'

type DueDeps = Pick<Deps, 'subscribers' | 'obligations' | 'now'>

const beginLine = ({ obligations, now }: DueDeps, id: string) =>
  obligations.begin({ kind: 'subscriber', owner: id, id }, now().toISOString())

/** A line of a new subscriber, due at once. It begins where the log ends. */
export async function makeLine(deps: DueDeps, subscriberId: string, number: number): Promise<Write> {
  const line: Line = { subscriberId, position: { number, part: 0 }, health: {}, version: 1 }
  return deps.subscribers.saveLine({ line, obligation: await beginLine(deps, subscriberId) })
}

/** Makes a line due now, no matter what it waits for, and changes it. */
export async function makeLineDue(
  deps: DueDeps,
  { line }: StoredLine,
  change: Partial<Pick<Line, 'position' | 'health'>> = {},
): Promise<Write> {
  const obligation = await beginLine(deps, line.subscriberId)
  return deps.subscribers.saveLine({ line: { ...nextVersion(line), ...change }, obligation })
}
