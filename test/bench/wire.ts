import * as z from 'zod'

/** A value as the SDK's document client takes it. */
type Plain = string | number | boolean | null | Uint8Array | Plain[] | { [name: string]: Plain }

const Scalar = z.union([
  z.strictObject({ S: z.string() }).transform(({ S }) => S),
  z.strictObject({ N: z.string() }).transform(({ N }) => Number(N)),
  z.strictObject({ B: z.base64() }).transform(({ B }) => Buffer.from(B, 'base64')),
  z.strictObject({ BOOL: z.boolean() }).transform(({ BOOL }) => BOOL),
  z.strictObject({ NULL: z.literal(true) }).transform(() => null),
])

/** Converts a value from its form on the wire. */
const Attribute: z.ZodType<Plain> = z.lazy(() =>
  z.union([
    Scalar,
    z.strictObject({ L: z.array(Attribute) }).transform(({ L }) => L),
    z.strictObject({ M: z.record(z.string(), Attribute) }).transform(({ M }) => M),
  ]),
)
const Attributes = z.record(z.string(), Attribute)

const names = z.record(z.string(), z.string()).optional()
const Condition = {
  TableName: z.string(),
  ConditionExpression: z.string().optional(),
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: Attributes.optional(),
}

/** Requests that are sent again without our code. */
export const GetItem = z.object({ TableName: z.string(), Key: Attributes, ConsistentRead: z.boolean().optional() })

export const Query = z.object({
  TableName: z.string(),
  IndexName: z.string().optional(),
  ConsistentRead: z.boolean().optional(),
  KeyConditionExpression: z.string(),
  FilterExpression: z.string().optional(),
  ProjectionExpression: z.string().optional(),
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: Attributes,
  ScanIndexForward: z.boolean().optional(),
  Limit: z.int().optional(),
  ExclusiveStartKey: Attributes.optional(),
})

export const BatchGetItem = z.object({
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(Attributes), ConsistentRead: z.boolean().optional() })),
})

export const PutItem = z.object({ ...Condition, Item: Attributes })

export const UpdateItem = z.object({ ...Condition, Key: Attributes, UpdateExpression: z.string() })

export const TransactWriteItems = z.object({
  TransactItems: z.array(
    z.object({
      Put: PutItem.optional(),
      Update: UpdateItem.optional(),
      Delete: z.object({ ...Condition, Key: Attributes }).optional(),
      ConditionCheck: z.object({ ...Condition, Key: Attributes, ConditionExpression: z.string() }).optional(),
    }),
  ),
})
