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
  const borrowed = [alarmEmail, ...corsOrigins, mailDomain, publicUrl, deskUrl].filter((text) =>
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
          `infra/environments.ts does not say in which account ${name} is to live: put in its number. Each environment has ` +
            'an account of its own.',
        ]
      : []),
    ...(account !== placeholderAccount && account === other.account
      ? [
          `${[name, other.name].sort().join(' and ')} are both to live in ${account}: its budget would count both, and who may ` +
            'deploy one could change the other. Give each an account of its own.',
        ]
      : []),
    ...(borrowed.length > 0
      ? [
          `infra/environments.ts still has names that belong to nobody for ${name} (${borrowed.join(', ')}): alarms and ` +
            'mails would reach no one. Put in addresses of your own.',
        ]
      : []),
    ...(apiDomain !== undefined && publicUrl !== `https://${apiDomain.name}`
      ? [
          `The API of ${name} answers at https://${apiDomain.name} alone, and links in mails would lead to ${publicUrl}: let ` +
            'publicUrl be the first.',
        ]
      : []),
    ...(deskDomain !== undefined && deskUrl !== `https://${deskDomain.name}`
      ? [
          `The desk of ${name} answers at https://${deskDomain.name} alone, and people would be sent back from signing in to ` +
            `${deskUrl}: let deskUrl be the first.`,
        ]
      : []),
    ...(name === 'prod' && uncommitted.length > 0
      ? [
          `What is deployed to prod must be found again, but ${uncommitted.length} files are not committed ` +
            `(${uncommitted.slice(0, 3).join(', ')}${uncommitted.length > 3 ? ' …' : ''}): commit or put them away.`,
        ]
      : []),
  ]
}
