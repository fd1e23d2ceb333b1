import { type Allowance, allowance } from '../domain/access/allowance.ts'
import type { Day } from '../domain/calendar.ts'
import { AppError } from '../domain/problems/app-error.ts'
import { expiresAt, type Table, type Write } from './table.ts'

// pk ALLOWANCE#<subject>  sk <what>#<day>   how often somebody has done something on a day; expires some days later

const daysKept = 7

export const allowances = (table: Table) => ({
  /**
   * Counts one use of an action that has a daily limit. Refused with `allowance_used` (`too_many`) when the limit is
   * reached.
   */
  use: ({ subject, what, day }: { subject: string; what: Allowance; day: Day }): Write => ({
    operation: {
      Update: {
        TableName: table.name,
        Key: { pk: `ALLOWANCE#${subject}`, sk: `${what}#${day}` },
        UpdateExpression: 'ADD used :one SET expiresAt = :expiresAt',
        ConditionExpression: 'attribute_not_exists(used) OR used < :most',
        ExpressionAttributeValues: {
          ':one': 1,
          ':most': allowance[what],
          ':expiresAt': expiresAt(day, daysKept),
        },
      },
    },
    refusal: () => new AppError('too_many', [{ code: 'allowance_used', params: { most: allowance[what] } }]),
  }),
})
