import { existsSync } from 'node:fs'
import { Config } from '../../shared/config.ts'
import { monthOf, previousMonth } from '../../shared/domain/calendar.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { runCommand } from '../command-line.ts'
import { CommandRefusal } from '../command-refusal.ts'
import { dataDirectory } from '../local/data-directory.ts'
import { deployment, localConfig } from '../local/local-config.ts'
import { type GrantOptions, readGrantOptions, usage } from './grant-options.ts'

const tokenDays = 7

await runCommand(async (args) => {
  const options = readGrantOptions(args)
  if (options === 'help') console.log(usage)
  else await (process.env.TABLE_NAME === undefined ? grantLocally(options) : grantInDeployment(options))
})

/** Gives the grant in the deployment that the environment names. */
async function grantInDeployment(options: GrantOptions): Promise<void> {
  if (options.isTokenOnly)
    throw new CommandRefusal('A deployment gives its tokens at its sign-in: --token-only is for the local system.', 2)
  const config = Config.safeParse(process.env)
  if (!config.success) {
    const names = config.error.issues.map(({ path }) => path.join()).join(', ')
    throw new CommandRefusal(`These variables of a deployment's function are missing or not valid: ${names}.`, 2)
  }
  // These modules take half a second to load, so the options are checked first. `grantLocally` does the same.
  const { loadDeps } = await import('../../shared/deps.ts')
  const { giveFirstGrant } = await import('./first-grant.ts')
  const deps = await loadDeps(process.env, jakpreneur).catch(refuseUnreachable)
  const { id, area } = await giveFirstGrant(deps, options, deps.now())
  console.log(`${options.subject} is ${options.role} of ${area} in ${config.data.TABLE_NAME} (${id}).`)
}

/** Throws a `CommandRefusal` for an error of AWS that the operator can fix, such as missing access; rethrows others. */
function refuseUnreachable(error: unknown): never {
  if (error instanceof Error && /NotFound|AccessDenied|Credentials|UnrecognizedClient|ENOTFOUND/.test(error.name))
    throw new CommandRefusal(`The deployment cannot be reached (${error.name}): ${error.message}`)
  throw error
}

/** Gives the grant in the local system, running or not. The grant starts in 1970, because `--now` may set any time. */
async function grantLocally(options: GrantOptions): Promise<void> {
  const { data: root, subject, isTokenOnly } = options
  if (!existsSync(root) || !(await dataDirectory(root).readState()))
    throw new CommandRefusal(
      `There is no local system in ${root}: run npm start first. To give a grant in a deployment, set the environment of its functions (TABLE_NAME ...).`,
    )
  const { joinSystem } = await import('../local/load/join.ts')
  const { giveFirstGrant } = await import('./first-grant.ts')
  const { deps, stop } = await joinSystem(root, previousMonth(monthOf(new Date(), jakpreneur.zone)))
  try {
    const { issuer, token } = await openLocalIssuer(root, deps.now)
    if (!isTokenOnly) {
      const { id, area, role } = await giveFirstGrant(deps, options, new Date(0))
      console.log(`${subject} is ${role} of ${area} (${id}).`)
      console.log(`A token of ${issuer}, valid for ${tokenDays} days:`)
    }
    console.log(await token({ subject, expiresInSeconds: tokenDays * 86_400 }))
  } finally {
    await stop()
  }
}

async function openLocalIssuer(root: string, now: () => Date) {
  const { openTokenSigner } = await import('../local/token-issuer.ts')
  const data = dataDirectory(root)
  const issuer = (await data.readState())?.endpoints?.issuer ?? ''
  const clientId = localConfig(deployment).TOKEN_CLIENT_ID
  return { issuer, token: await openTokenSigner({ directory: root, issuer, clientId, now }) }
}
