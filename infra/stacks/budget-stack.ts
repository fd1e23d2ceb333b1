import { Stack } from 'aws-cdk-lib'
import { CfnBudget } from 'aws-cdk-lib/aws-budgets'
import type { Construct } from 'constructs'
import type { Environment } from '../environments.ts'

/**
 * Warns during the month that it will cost more than the budget. Budgets cover a whole account and exist only in
 * us-east-1 (budgets.amazonaws.com), so this stack is deployed there. It contains only sums of money and an address.
 */
export class BudgetStack extends Stack {
  constructor(scope: Construct, id: string, { name, account, monthlyBudgetUsd, alarmEmail }: Environment) {
    super(scope, id, {
      env: { account, region: 'us-east-1' },
      description: `Capaian ${name}: what a month may cost`,
    })
    const notify = (notificationType: string, threshold: number) => ({
      notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold, thresholdType: 'PERCENTAGE' },
      subscribers: [{ subscriptionType: 'EMAIL', address: alarmEmail }],
    })
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: `capaian-${name}`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: monthlyBudgetUsd, unit: 'USD' },
      },
      notificationsWithSubscribers: [notify('ACTUAL', 50), notify('ACTUAL', 100), notify('FORECASTED', 100)],
    })
  }
}
