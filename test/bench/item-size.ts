import type { AttributeValue } from '@aws-sdk/client-dynamodb'

const kib = 1024

/**
 * The bytes of an item by DynamoDB's published rules: names and values, text as UTF-8.
 * Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemBytes = (item: Record<string, AttributeValue>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0)

function valueBytes({ S, N, B, L, M }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S)
  if (N !== undefined) return numberBytes(N)
  if (B !== undefined) return B.byteLength
  // A list or map takes 3 bytes, and each of its elements 1 more.
  if (L !== undefined) return 3 + L.reduce((sum, value) => sum + 1 + valueBytes(value), 0)
  if (M !== undefined) return 3 + Object.keys(M).length + itemBytes(M)
  return 1
}

/** One byte for every two significant digits, one more, and another for a minus sign. */
const numberBytes = (text: string): number =>
  1 + Math.ceil(text.replace(/^-?0*|\.|0+$/g, '').length / 2) + (text.startsWith('-') ? 1 : 0)

/**
 * The least capacity that writing an item of this size takes, without indexes: one unit per KiB, twice that in a
 * transaction.
 */
export const leastUnits = (bytes: number, inTransaction: boolean): number =>
  Math.ceil(bytes / kib) * (inTransaction ? 2 : 1)
