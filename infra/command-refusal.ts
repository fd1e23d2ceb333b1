/** Why a command refuses, in a sentence for the user. Exit code 2 means that the arguments are wrong. */
export class CommandRefusal extends Error {
  override name = 'CommandRefusal'
  readonly exitCode: 1 | 2
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message)
    this.exitCode = exitCode
  }
}
