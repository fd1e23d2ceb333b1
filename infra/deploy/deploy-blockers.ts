import { type Environment, placeholderAccount } from '../environments.ts'

/** The machine and repository from which a deployment starts. */
export type StartingPoint = {
  hasCredentials: boolean
  /** Files that differ from the last commit. */
  uncommitted: string[]
  /** The other environment. */
  other: Pick<Environment, 'name' | 'account'>
}

/** Lists why an environment cannot be deployed, in sentences that say what to do. Empty if it can. */
export function findBlockers(
  environment: Environment,
  { hasCredentials, uncommitted, other }: StartingPoint,
): string[] {
  const { name, account, alarmEmail, corsOrigins, mailDomain, publicUrl, apiDomain, deskUrl, deskDomain } = environment
  const placeholders = [alarmEmail, ...corsOrigins, mailDomain, publicUrl, deskUrl].filter((text) =>
    text.endsWith('.example'),
  )
  return [
    ...(hasCredentials
      ? []
      : [
          'No AWS credentials were found: run `aws sso login` and set AWS_PROFILE, or assume a role in the account of ' +
            `${name}.`,
        ]),
    ...(account === placeholderAccount
      ? [
          `infra/environments.ts does not name the account of ${name}: put in its number. Each environment has its own ` +
            'account.',
        ]
      : []),
    ...(account !== placeholderAccount && account === other.account
      ? [
          `${[name, other.name].sort().join(' and ')} have the same account, ${account}. Its budget would count both, and ` +
            'anybody who may deploy one could change the other. Give each its own account.',
        ]
      : []),
    ...(placeholders.length > 0
      ? [
          `infra/environments.ts still has placeholder addresses for ${name} (${placeholders.join(', ')}): alarms and ` +
            'mails would reach nobody. Put in your own addresses.',
        ]
      : []),
    ...(apiDomain !== undefined && publicUrl !== `https://${apiDomain.name}`
      ? [
          `The API of ${name} answers only at https://${apiDomain.name}, but links in mails would lead to ${publicUrl}: set ` +
            'publicUrl to the first address.',
        ]
      : []),
    ...(deskDomain !== undefined && deskUrl !== `https://${deskDomain.name}`
      ? [
          `The desk of ${name} answers only at https://${deskDomain.name}, but after signing in people would be sent to ` +
            `${deskUrl}: set deskUrl to the first address.`,
        ]
      : []),
    ...(name === 'prod' && uncommitted.length > 0
      ? [
          `Everything deployed to prod must be in a commit, but ${uncommitted.length} files are not ` +
            `(${uncommitted.slice(0, 3).join(', ')}${uncommitted.length > 3 ? ' …' : ''}): commit or remove them.`,
        ]
      : []),
  ]
}
