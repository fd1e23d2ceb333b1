import { type Capaian, type ProblemCode, Refusal } from '../../../functions/api/client.ts'
import type { Day } from '../../../shared/domain/calendar.ts'
import { CommandRefusal } from '../../command-refusal.ts'

/** What a journey works with, wherever the system runs. */
export type Visit = {
  /** The API as it is called by somebody who has signed in. */
  as: (subject: string) => Capaian
  /** Shows the person a line. */
  say: (line: string) => void
  /** By the system's clock, in the programme's zone. */
  today: Day
}

/** What one kind of person does, from beginning to end. Throws at the first thing that is not as it should be. */
export type Journey = (visit: Visit) => Promise<void>

/** What a journey found other than it should be, in a sentence. */
export class Unexpected extends CommandRefusal {
  override name = 'Unexpected'
}

/** Throws `Unexpected` unless it is so. */
export function expectThat(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Unexpected(otherwise)
}

/** The refusal that a call is to meet. Throws `Unexpected` when it was accepted, and any other error as it is. */
export async function expectRefusal(call: Promise<unknown>, code: ProblemCode): Promise<Refusal> {
  const outcome = await call.catch((error: unknown) => error)
  if (outcome instanceof Refusal && outcome.has(code)) return outcome
  if (outcome instanceof Error) throw outcome
  throw new Unexpected(`It was accepted, and should have been refused as ${code}.`)
}
