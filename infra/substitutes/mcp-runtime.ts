import process from 'node:process'

/**
 * Replaces the part of the MCP SDK that depends on the runtime. Its JSON Schema validator checks users' answers to a
 * server's questions, and our server asks nothing.
 */
export class DefaultJsonSchemaValidator {
  getValidator(): never {
    throw new Error('No tool of ours asks its user anything')
  }
}
export { process }
