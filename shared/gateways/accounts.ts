import type { Account } from '../domain/access/person.ts'

type Attribute = { Name?: string | undefined; Value?: string | undefined }

const readAttribute = (attributes: Attribute[] = [], name: string): string =>
  attributes.find(({ Name }) => Name === name)?.Value ?? ''

/**
 * The accounts of a user pool. Their user names are the subjects. The pool mails invitations, and keeps passwords and
 * second factors.
 */
export function accounts(poolId: string) {
  const UserPoolId = poolId
  let parts: Promise<ReturnType<typeof import('./cognito-parts.ts')['cognitoParts']>> | undefined
  const load = () => {
    parts ??= import('./cognito-parts.ts').then(({ cognitoParts }) => cognitoParts())
    return parts
  }

  /** An account by its subject or address. Undefined if there is none. */
  async function find(who: string): Promise<Account | undefined> {
    const { client, AdminGetUserCommand, UserNotFoundException } = await load()
    try {
      const found = await client.send(new AdminGetUserCommand({ UserPoolId, Username: who }))
      const state =
        found.Enabled === false ? 'blocked' : found.UserStatus === 'FORCE_CHANGE_PASSWORD' ? 'invited' : 'active'
      return {
        subject: readAttribute(found.UserAttributes, 'sub'),
        email: readAttribute(found.UserAttributes, 'email'),
        state,
      }
    } catch (error) {
      if (error instanceof UserNotFoundException) return undefined
      throw error
    }
  }

  return {
    find,

    /** Makes an account and mails the invitation, unless there is an account with this address. Returns the subject. */
    async invite(email: string): Promise<{ subject: string; isNew: boolean }> {
      const { client, AdminCreateUserCommand, UsernameExistsException } = await load()
      try {
        const { User } = await client.send(
          new AdminCreateUserCommand({
            UserPoolId,
            Username: email,
            UserAttributes: [
              { Name: 'email', Value: email },
              { Name: 'email_verified', Value: 'true' },
            ],
            DesiredDeliveryMediums: ['EMAIL'],
          }),
        )
        return { subject: readAttribute(User?.Attributes, 'sub'), isNew: true }
      } catch (error) {
        if (!(error instanceof UsernameExistsException)) throw error
        const account = await find(email)
        if (!account) throw error
        return { subject: account.subject, isNew: false }
      }
    },

    /** Mails the invitation again, with a new password that opens the account once. */
    async resend(email: string): Promise<void> {
      const { client, AdminCreateUserCommand } = await load()
      const mail = { MessageAction: 'RESEND' as const, DesiredDeliveryMediums: ['EMAIL' as const] }
      await client.send(new AdminCreateUserCommand({ UserPoolId, Username: email, ...mail }))
    },

    /** Blocks an account, so that nobody can sign in with it, and revokes its tokens. */
    async block(subject: string): Promise<void> {
      const { client, AdminDisableUserCommand, AdminUserGlobalSignOutCommand } = await load()
      await client.send(new AdminDisableUserCommand({ UserPoolId, Username: subject }))
      await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: subject }))
    },

    async unblock(subject: string): Promise<void> {
      const { client, AdminEnableUserCommand } = await load()
      await client.send(new AdminEnableUserCommand({ UserPoolId, Username: subject }))
    },

    /** Removes an account. Does nothing if there is none. */
    async remove(subject: string): Promise<void> {
      const { client, AdminDeleteUserCommand, UserNotFoundException } = await load()
      await client.send(new AdminDeleteUserCommand({ UserPoolId, Username: subject })).catch((error: unknown) => {
        if (!(error instanceof UserNotFoundException)) throw error
      })
    },
  }
}
export type Accounts = ReturnType<typeof accounts>
