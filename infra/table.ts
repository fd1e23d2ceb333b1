/**
 * The only definition of the table. CDK deploys it, and the local system and the tests create it.
 *
 * Index keys are overloaded; each data module says how it uses them. The first index projects only keys, and items are
 * then read consistently from the table. The others also project the attributes by which lists filter, so that a page
 * that keeps few members does not read them all. `gsi1pk` is the beginning of a member's name as a keyed hash.
 */
const listAttributes = ['area', 'agency', 'category', 'status', 'identity', 'attained', 'gsi1pk'] as const

export const tableShape = {
  partitionKey: 'pk',
  sortKey: 'sk',
  indexes: [
    { name: 'gsi1', partitionKey: 'gsi1pk', sortKey: 'gsi1sk', projected: [] },
    { name: 'gsi2', partitionKey: 'gsi2pk', sortKey: 'gsi2sk', projected: listAttributes },
    { name: 'gsi3', partitionKey: 'gsi3pk', sortKey: 'gsi3sk', projected: listAttributes },
  ],
  timeToLive: 'expiresAt',
} as const
