/** Why a command does not do what it was told, in a sentence for whoever typed it. `exitCode` 2: it was mistyped. */
export class CommandRefusal extends Error {
  override name = 'CommandRefusal'
  readonly exitCode: 1 | 2
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message)
    this.exitCode = exitCode
  }
}
