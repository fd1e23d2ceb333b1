import { mistyped, readArgs } from '../command-line.ts'

export const usage = `npm run deploy -- ENV [--yes]    build the functions and bring an environment of infra/environments.ts up to date
  ENV              dev or prod
  --yes            do not ask before rights are widened (for pipelines, whose review came before)
  --help           print this
It takes AWS credentials (AWS_PROFILE, aws sso login, or a role) of the account that the environment is to live in.`

export type DeployOptions = { name: 'dev' | 'prod'; yes: boolean }

/** Reads the command line; `help` when that is asked for. Throws `CommandRefusal` (exit code 2) when it says something else. */
export function deployOptions(args: string[]): DeployOptions | 'help' {
  const { values, positionals } = readArgs(usage, {
    args,
    allowPositionals: true,
    options: { yes: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  })
  const [name, ...more] = positionals
  if (values.help) return 'help'
  if ((name !== 'dev' && name !== 'prod') || more.length > 0)
    throw mistyped(usage, 'Say which environment: dev or prod.')
  return { name, yes: values.yes }
}
