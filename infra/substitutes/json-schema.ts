const writeNothing = () => {
  throw new Error('JSON Schema is written by the build, not by a function')
}

/**
 * Takes the place of zod's modules that write schemas as JSON Schema. Our documents are written when functions are built.
 * Every schema makes these two methods; none of ours calls them.
 */
export const createToJSONSchemaMethod = () => writeNothing
export const createStandardJSONSchemaMethod = () => writeNothing
export const toJSONSchema = writeNothing
export { writeNothing as JSONSchemaGenerator }
