import { type Capaian, type ProblemCode, Refusal } from '../../../functions/api/client.ts'
import type { Day } from '../../../shared/domain/calendar.ts'
import { CommandRefusal } from '../../command-refusal.ts'

/** What a journey uses, wherever the system runs. */
export type Visit = {
  /** The API as a signed-in person calls it. */
  as: (subject: string) => Capaian
  /** Shows the person a line. */
  say: (line: string) => void
  /** The current day by the system's clock, in the programme's zone. */
  today: Day
}

/** What one kind of person does, from beginning to end. Throws at the first surprise. */
export type Journey = (visit: Visit) => Promise<void>

/** A surprise of a journey, in a sentence. */
export class Unexpected extends CommandRefusal {
  override name = 'Unexpected'
}

/** Throws `Unexpected` with this message unless the condition is true. */
export function expectThat(condition: boolean, message: string): void {
  if (!condition) throw new Unexpected(message)
}

/**
 * Returns the refusal that a call must get. Throws `Unexpected` if the call was accepted, and any other error
 * unchanged.
 */
export async function expectRefusal(call: Promise<unknown>, code: ProblemCode): Promise<Refusal> {
  const outcome = await call.catch((error: unknown) => error)
  if (outcome instanceof Refusal && outcome.has(code)) return outcome
  if (outcome instanceof Error) throw outcome
  throw new Unexpected(`It was accepted, and should have been refused as ${code}.`)
}
