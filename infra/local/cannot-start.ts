/** Why a command does not do what it was told, in a sentence for whoever typed it. `exitCode` 2: it was mistyped. */
export class CannotStart extends Error {
  override name = 'CannotStart'
  readonly exitCode: 1 | 2
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message)
    this.exitCode = exitCode
  }
}
