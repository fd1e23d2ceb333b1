import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Hono } from 'hono'
import * as z from 'zod'

/** A person to choose on the sign-in page, by name or, without one, by a note that says who it is. */
export type SignInPerson = { subject: string; note: string; name?: string }

const LocalAccount = z.object({
  subject: z.string(),
  email: z.string(),
  state: z.enum(['invited', 'active']),
  isBlocked: z.boolean(),
})
type LocalAccount = z.infer<typeof LocalAccount>

const AccountRequest = z.object({ Username: z.string(), MessageAction: z.literal('RESEND').optional() })

/** Sends an invitation. */
export type Invite = (to: string) => Promise<void>

/**
 * Makes the accounts of the stand-in for a user pool: the demo's people, and invited people. Accounts that were invited or
 * changed are stored in the directory. Answers the calls by which the desk invites, blocks and removes people.
 */
export async function openUserPool({
  directory,
  people,
  invite,
}: {
  directory?: string | undefined
  people: SignInPerson[]
  invite: Invite
}) {
  const file = directory === undefined ? undefined : path.join(directory, 'accounts.json')
  const storedAccounts = await readAccounts(file)
  const save = async () => {
    if (file !== undefined) await writeFile(file, JSON.stringify(storedAccounts))
  }
  const listAccounts = (): LocalAccount[] => [
    ...storedAccounts,
    ...people
      .filter(({ subject }) => !storedAccounts.some((each) => each.subject === subject))
      .map(({ subject }) => ({
        subject,
        email: `${subject}@kantor.example`,
        state: 'active' as const,
        isBlocked: false,
      })),
  ]
  // Like the deployed pool, it takes addresses in any case of their letters.
  const find = (who: string) =>
    listAccounts().find(({ subject, email }) => subject === who || email.toLowerCase() === who.toLowerCase())

  async function change(account: LocalAccount, next: Partial<LocalAccount>): Promise<void> {
    const at = storedAccounts.findIndex(({ subject }) => subject === account.subject)
    if (at >= 0) storedAccounts.splice(at, 1)
    storedAccounts.push({ ...account, ...next })
    await save()
  }

  async function create(email: string): Promise<LocalAccount> {
    const account: LocalAccount = { subject: randomUUID(), email, state: 'invited', isBlocked: false }
    storedAccounts.push(account)
    await save()
    await invite(email)
    return account
  }

  const app = new Hono().post('/', async (c) => {
    const target = c.req.header('x-amz-target')?.replace('AWSCognitoIdentityProviderService.', '')
    const request = AccountRequest.safeParse(await c.req.json())
    if (!request.success) return c.json({ __type: 'InvalidParameterException' }, 400)
    const { Username, MessageAction } = request.data
    const account = find(Username)
    if (target === 'AdminCreateUser' && MessageAction === undefined) {
      if (account) return c.json({ __type: 'UsernameExistsException' }, 400)
      const newAccount = await create(Username)
      return c.json({ User: { Username: newAccount.subject, Attributes: attributesOf(newAccount) } })
    }
    if (!account) return c.json({ __type: 'UserNotFoundException' }, 400)
    switch (target) {
      case 'AdminCreateUser':
        await invite(account.email)
        return c.json({ User: { Username: account.subject, Attributes: attributesOf(account) } })
      case 'AdminGetUser': {
        const UserStatus = account.state === 'invited' ? 'FORCE_CHANGE_PASSWORD' : 'CONFIRMED'
        return c.json({
          Username: account.subject,
          UserAttributes: attributesOf(account),
          Enabled: !account.isBlocked,
          UserStatus,
        })
      }
      case 'AdminDisableUser':
        await change(account, { isBlocked: true })
        return c.json({})
      case 'AdminEnableUser':
        await change(account, { isBlocked: false })
        return c.json({})
      case 'AdminDeleteUser':
        storedAccounts.splice(
          0,
          storedAccounts.length,
          ...storedAccounts.filter(({ subject }) => subject !== account.subject),
        )
        await save()
        return c.json({})
      case 'AdminUserGlobalSignOut':
        return c.json({})
      default:
        return c.json({ __type: 'UnknownOperationException' }, 400)
    }
  })

  return {
    app,
    /** The people to choose on the sign-in page. The latest invitation comes first. */
    listPeople: (): SignInPerson[] => [
      ...storedAccounts
        .filter(({ subject }) => !people.some((each) => each.subject === subject))
        .map(({ subject, email }) => ({ subject, name: email, note: 'Diundang / invited' }))
        .toReversed(),
      ...people,
    ],
    mayEnter: (subject: string): boolean => find(subject)?.isBlocked !== true,
    nameOf: (subject: string): string => storedAccounts.find((each) => each.subject === subject)?.email ?? subject,
    /** Records that somebody signed in with an invitation. */
    async enter(subject: string): Promise<void> {
      const account = storedAccounts.find((each) => each.subject === subject)
      if (account?.state === 'invited') await change(account, { state: 'active' })
    },
  }
}
export type UserPool = Awaited<ReturnType<typeof openUserPool>>

const attributesOf = ({ subject, email }: LocalAccount) => [
  { Name: 'sub', Value: subject },
  { Name: 'email', Value: email },
]

async function readAccounts(file: string | undefined): Promise<LocalAccount[]> {
  if (file === undefined) return []
  try {
    return z.array(LocalAccount).parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
