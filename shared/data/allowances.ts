import { type Allowance, allowance } from '../domain/access/allowance.ts'
import type { Day } from '../domain/calendar.ts'
import { AppError } from '../domain/problems/app-error.ts'
import { expiresAt, type Table, type Write } from './table.ts'

// pk ALLOWANCE#<subject>  sk <what>#<day>   how often somebody has done something on a day; expires some days later

const daysKept = 7

export const allowances = (table: Table) => ({
  /**
   * Counts uses of an action that has a daily limit, one by default. Refused with `allowance_used` (`too_many`) when
   * they would exceed the limit; then none is counted.
   */
  use: ({ subject, what, day, times = 1 }: { subject: string; what: Allowance; day: Day; times?: number }): Write => ({
    operation: {
      Update: {
        TableName: table.name,
        Key: { pk: `ALLOWANCE#${subject}`, sk: `${what}#${day}` },
        UpdateExpression: 'ADD used :times SET expiresAt = :expiresAt',
        ConditionExpression: '(attribute_not_exists(used) AND :left >= :none) OR used <= :left',
        ExpressionAttributeValues: {
          ':times': times,
          ':left': allowance[what] - times,
          ':none': 0,
          ':expiresAt': expiresAt(day, daysKept),
        },
      },
    },
    refusal: () => new AppError('too_many', [{ code: 'allowance_used', params: { most: allowance[what] } }]),
  }),
})
