/** Why the local run does not start, in a sentence for whoever typed the command. `exitCode` 2: it was mistyped. */
export class CannotStart extends Error {
  override name = 'CannotStart'
  readonly exitCode: 1 | 2
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message)
    this.exitCode = exitCode
  }
}
