import * as z from 'zod'
import { type Allowance, dailyAllowance } from '../domain/access/allowance.ts'
import type { Day } from '../domain/calendar.ts'
import { AppError } from '../domain/problems/app-error.ts'
import { expiresAt, getItem, type Key, type Table, type Write } from './table.ts'

// pk ALLOWANCE#<subject>  sk <what>#<day>   how often somebody has done something on a day; expires some days later

const daysKept = 7

/** Somebody's uses of an action on a day. */
type Uses = { subject: string; what: Allowance; day: Day }

const key = ({ subject, what, day }: Uses): Key => ({ pk: `ALLOWANCE#${subject}`, sk: `${what}#${day}` })
const Used = z.object({ used: z.int() })

const refusalOf = (what: Allowance) => () =>
  new AppError('too_many', [
    { code: what === 'taken_nik' ? 'taken_niks_used' : 'allowance_used', params: { most: dailyAllowance[what] } },
  ])

export const allowances = (table: Table) => ({
  countUsed: async (uses: Uses): Promise<number> => (await getItem(table, key(uses), Used))?.used ?? 0,

  /**
   * Counts uses of an action that has a daily limit, one by default. If they would exceed the limit, none is counted,
   * and the write is refused with `allowance_used` or `taken_niks_used` (`too_many`).
   */
  use: ({ times = 1, ...uses }: Uses & { times?: number }): Write => ({
    operation: {
      Update: {
        TableName: table.name,
        Key: key(uses),
        UpdateExpression: 'ADD used :times SET expiresAt = :expiresAt',
        ConditionExpression: '(attribute_not_exists(used) AND :left >= :none) OR used <= :left',
        ExpressionAttributeValues: {
          ':times': times,
          ':left': dailyAllowance[uses.what] - times,
          ':none': 0,
          ':expiresAt': expiresAt(uses.day, daysKept),
        },
      },
    },
    refusal: refusalOf(uses.what),
  }),

  /** Requires, in a transaction, that one more use would be allowed. Refused like `use`. */
  requireLeft: (uses: Uses): Write => ({
    operation: {
      ConditionCheck: {
        TableName: table.name,
        Key: key(uses),
        ConditionExpression: 'attribute_not_exists(used) OR used < :most',
        ExpressionAttributeValues: { ':most': dailyAllowance[uses.what] },
      },
    },
    refusal: refusalOf(uses.what),
  }),
})
