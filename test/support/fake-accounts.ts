import type { Account } from '../../shared/domain/access/person.ts'
import type { Accounts } from '../../shared/gateways/accounts.ts'

/**
 * Accounts in memory. `mailed` lists the addresses that got invitations. All other people have an active account, or one
 * that nobody has signed in with if the subject begins with `invited`.
 */
export function fakeAccounts() {
  const all = new Map<string, Account>()
  const mailed: string[] = []
  const find = async (who: string): Promise<Account> => {
    const known = [...all.values()].find(({ subject, email }) => subject === who || email === who)
    return (
      known ?? { subject: who, email: `${who}@kantor.example`, state: who.startsWith('invited') ? 'invited' : 'active' }
    )
  }
  const change = async (subject: string, state: Account['state']) =>
    void all.set(subject, { ...(await find(subject)), state })
  const accounts: Accounts = {
    find,
    async invite(email) {
      const known = [...all.values()].find((each) => each.email === email)
      if (known) return { subject: known.subject, isNew: false }
      const subject = `person-${all.size + 1}`
      all.set(subject, { subject, email, state: 'invited' })
      mailed.push(email)
      return { subject, isNew: true }
    },
    resend: async (email) => void mailed.push(email),
    block: (subject) => change(subject, 'blocked'),
    unblock: (subject) => change(subject, 'active'),
    remove: async (subject) => void all.delete(subject),
  }
  return { ...accounts, mailed }
}
