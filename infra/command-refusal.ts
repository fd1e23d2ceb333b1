/** Why a command refuses, in a sentence for the user. Exit code 2 means that the arguments are wrong. */
export class CommandRefusal extends Error {
  override name = 'CommandRefusal'
  readonly exitCode: number
  constructor(message: string, exitCode: number = 1) {
    super(message)
    this.exitCode = exitCode
  }
}
