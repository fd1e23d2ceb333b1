const writeNothing = () => {
  throw new Error('JSON Schema is written by the build, not by a function')
}

/**
 * Replaces zod's modules that write schemas as JSON Schema. Our documents are written when functions are built. Every
 * schema has these two methods, but our functions never call them.
 */
export const createToJSONSchemaMethod = () => writeNothing
export const createStandardJSONSchemaMethod = () => writeNothing
export const toJSONSchema = writeNothing
export { writeNothing as JSONSchemaGenerator }
