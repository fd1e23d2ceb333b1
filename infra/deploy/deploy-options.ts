import { readArgs, usageRefusal } from '../command-line.ts'

export const usage = `npm run deploy -- ENV [--yes]    build the functions and deploy an environment of infra/environments.ts
  ENV              dev or prod
  --yes            do not ask before permissions are widened (for pipelines, where a reviewer approves)
  --help           print this help
Needs AWS credentials (AWS_PROFILE, aws sso login, or a role) for the account of that environment.`

export type DeployOptions = { name: 'dev' | 'prod'; yes: boolean }

/** Reads the command line. Throws `CommandRefusal` (exit code 2) if it is not valid. */
export function readDeployOptions(args: string[]): DeployOptions | 'help' {
  const { values, positionals } = readArgs(usage, {
    args,
    allowPositionals: true,
    options: { yes: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  })
  const [name, ...more] = positionals
  if (values.help) return 'help'
  if ((name !== 'dev' && name !== 'prod') || more.length > 0)
    throw usageRefusal(usage, 'Name an environment: dev or prod.')
  return { name, yes: values.yes }
}
