import * as z from 'zod'
import type { Bilingual } from '../../shared/domain/bilingual.ts'
import { tools } from './tools.ts'

const Schema = z.looseObject({ type: z.literal('object') })

/** A tool as it is described to assistants. */
const ToolEntry = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  inputSchema: Schema,
  outputSchema: Schema,
  annotations: z.record(z.string(), z.boolean()),
})
export type ToolEntry = z.infer<typeof ToolEntry>

/** Reads the list that the build wrote. */
export const readToolList = (text: string): ToolEntry[] => z.array(ToolEntry).parse(JSON.parse(text))

/** Every tool only reads, and asks no other system. */
const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false }

/** Writes the list of tools with their JSON Schemas. The build does it once. */
export const writeToolList = (): ToolEntry[] =>
  tools.map(({ name, title, description, input, output }) => ({
    name,
    title: joinLanguages(title, ' / '),
    description: joinLanguages(description, '\n'),
    inputSchema: Schema.parse(z.toJSONSchema(input, { io: 'input' })),
    outputSchema: Schema.parse(z.toJSONSchema(output, { io: 'output' })),
    annotations,
  }))

const joinLanguages = ({ id, en }: Bilingual, between: string): string => `${id}${between}${en}`
