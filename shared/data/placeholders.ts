export type ExpressionAttributes = {
  ExpressionAttributeNames?: Record<string, string>
  ExpressionAttributeValues?: Record<string, unknown>
}

/**
 * The placeholders of one request's expressions: `#0` for the first name, `:0` for the first value. DynamoDB reserves
 * many words, and refuses placeholders that no expression uses.
 */
export function placeholders() {
  const names: Record<string, string> = {}
  const values: Record<string, unknown> = {}
  const register = <T>(all: Record<string, T>, sign: string, content: T): string => {
    const placeholder = `${sign}${Object.keys(all).length}`
    all[placeholder] = content
    return placeholder
  }
  return {
    name: (attribute: string): string => register(names, '#', attribute),
    value: (value: unknown): string => register(values, ':', value),
    /** The names and values that the request carries for its placeholders. */
    attributes: (): ExpressionAttributes => ({
      ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
    }),
  }
}

export type Placeholders = ReturnType<typeof placeholders>
