/**
 * The one definition of the table: CDK deploys it, the local run and the tests create it.
 *
 * `byMember` finds a member's entries (keys only: the entries themselves are then read, consistently, from the
 * base table). Its keys are overloaded: later access paths share it.
 */
export const tableShape = {
  partitionKey: 'pk',
  sortKey: 'sk',
  indexes: [{ name: 'gsi1', partitionKey: 'gsi1pk', sortKey: 'gsi1sk' }],
  timeToLive: 'expiresAt',
} as const
