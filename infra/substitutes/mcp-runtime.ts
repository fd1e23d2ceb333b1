import process from 'node:process'

/**
 * Takes the place of the part of the MCP SDK that depends on the runtime. Its JSON Schema validator checks what users
 * are asked for in a dialogue, and our server asks nothing.
 */
export class DefaultJsonSchemaValidator {
  getValidator(): never {
    throw new Error('No tool of ours asks its user anything')
  }
}
export { process }
