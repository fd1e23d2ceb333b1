/**
 * The one definition of the table: CDK deploys it, the local run and the tests create it.
 *
 * Keys of indexes are overloaded: data modules say what they find by which. The first projects keys alone (what it
 * finds is then read, consistently, from the table); the others what lists filter by, so that a page that keeps few
 * members does not read them all. `gsi1pk` is the beginning of a member's name, as a keyed hash.
 */
const filtered = ['area', 'agency', 'category', 'status', 'identity', 'attained', 'gsi1pk'] as const

export const tableShape = {
  partitionKey: 'pk',
  sortKey: 'sk',
  indexes: [
    { name: 'gsi1', partitionKey: 'gsi1pk', sortKey: 'gsi1sk', projected: [] },
    { name: 'gsi2', partitionKey: 'gsi2pk', sortKey: 'gsi2sk', projected: filtered },
    { name: 'gsi3', partitionKey: 'gsi3pk', sortKey: 'gsi3sk', projected: filtered },
  ],
  timeToLive: 'expiresAt',
} as const
