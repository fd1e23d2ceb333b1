import type * as z from 'zod'
import type { Bilingual } from '../../shared/domain/bilingual.ts'
import { AppError } from '../../shared/domain/problems/app-error.ts'
import { listSchemaProblems } from '../../shared/domain/problems/schema-problems.ts'
import type { openPublicIssues } from '../../shared/usecases/issues/public-issues.ts'

/** What tools use: the public issues, and the address at which readers find them. */
export type ToolContext = {
  known: Pick<ReturnType<typeof openPublicIssues>, 'list' | 'report' | 'history'>
  origin: string
}

/** An answer for programs, and the same as text for readers. */
type ToolAnswer<T> = { structured: T; text: string }

/** A question that an assistant may ask. */
export type Tool = {
  name: string
  title: Bilingual
  description: Bilingual
  input: z.ZodObject
  output: z.ZodObject
  /** @throws AppError with every problem of the arguments */
  answer: (context: ToolContext, given: unknown) => Promise<ToolAnswer<Record<string, unknown>>>
}

type ToolDefinition<I extends z.ZodObject, O extends z.ZodObject> = Omit<Tool, 'input' | 'output' | 'answer'> & {
  input: I
  output: O
  answer: (context: ToolContext, asked: z.output<I>) => Promise<ToolAnswer<z.input<O>>>
}

/** Makes a tool that checks its arguments before it answers. */
export const makeTool = <I extends z.ZodObject, O extends z.ZodObject>({
  answer,
  ...rest
}: ToolDefinition<I, O>): Tool => ({
  ...rest,
  answer: async (context, given) => {
    const checkedInput = rest.input.safeParse(given)
    if (!checkedInput.success) throw new AppError('invalid', listSchemaProblems(checkedInput.error, given))
    return answer(context, checkedInput.data)
  },
})
