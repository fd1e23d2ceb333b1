import { existsSync } from 'node:fs'
import { Config } from '../../shared/config.ts'
import { loadDeps } from '../../shared/deps.ts'
import { monthOf, previousMonth } from '../../shared/domain/calendar.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { runCommand } from '../command-line.ts'
import { CommandRefusal } from '../command-refusal.ts'
import { dataDirectory } from '../local/data-directory.ts'
import { join } from '../local/load/join.ts'
import { deployment, localConfig } from '../local/local-config.ts'
import { tokensOf } from '../local/token-issuer.ts'
import { firstGrant } from './first-grant.ts'
import { type GrantOptions, grantOptions, usage } from './grant-options.ts'

const tokenDays = 7

await runCommand(async (args) => {
  const options = grantOptions(args)
  if (options === 'help') console.log(usage)
  else await (process.env.TABLE_NAME === undefined ? grantHere(options) : grantThere(options))
})

/** In the deployment that the environment names. */
async function grantThere(options: GrantOptions): Promise<void> {
  if (options.isTokenOnly)
    throw new CommandRefusal('A deployment gives its tokens at its sign-in: --token-only is for the local system.', 2)
  const config = Config.safeParse(process.env)
  if (!config.success) {
    const names = config.error.issues.map(({ path }) => path.join()).join(', ')
    throw new CommandRefusal(
      `The environment is not that of a deployment's function: ${names} missing or not valid.`,
      2,
    )
  }
  const deps = await loadDeps(process.env, jakpreneur).catch(asSentence)
  const { id, area } = await firstGrant(deps, options, deps.now())
  console.log(`${options.subject} is ${options.role} of ${area} in ${config.data.TABLE_NAME} (${id}).`)
}

/** What AWS refuses or cannot find is for the operator to mend, so it is told in a sentence. */
function asSentence(error: unknown): never {
  if (error instanceof Error && /NotFound|AccessDenied|Credentials|UnrecognizedClient|ENOTFOUND/.test(error.name))
    throw new CommandRefusal(`The deployment cannot be reached (${error.name}): ${error.message}`)
  throw error
}

/** In the local system, running or not. Its clock may be set to any time, so that the grant holds from the beginning. */
async function grantHere(options: GrantOptions): Promise<void> {
  const { data: root, subject, isTokenOnly } = options
  if (!existsSync(root) || !(await dataDirectory(root).state()))
    throw new CommandRefusal(
      `There is no local system in ${root}: run npm start first. To give a grant in a deployment, set the environment of its functions (TABLE_NAME ...).`,
    )
  const { deps, stop } = await join(root, previousMonth(monthOf(new Date(), jakpreneur.zone)))
  try {
    const { issuer, token } = await localTokens(root, deps.now)
    if (!isTokenOnly) {
      const { id, area, role } = await firstGrant(deps, options, new Date(0))
      console.log(`${subject} is ${role} of ${area} (${id}).`)
      console.log(`A token of ${issuer} for ${tokenDays} days:`)
    }
    console.log(await token({ subject, expiresInSeconds: tokenDays * 86_400 }))
  } finally {
    await stop()
  }
}

async function localTokens(root: string, now: () => Date) {
  const data = dataDirectory(root)
  const issuer = (await data.state())?.endpoints?.issuer ?? ''
  const clientId = localConfig(deployment).TOKEN_CLIENT_ID
  return { issuer, token: await tokensOf({ directory: root, issuer, clientId, now }) }
}
