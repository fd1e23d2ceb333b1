import { ProblemDocument } from '../../functions/api/problem.ts'

/** Reads a refusal. Checks that it is a problem document in both languages with every sentence filled in. */
export async function problemOf(response: Response): Promise<ProblemDocument> {
  const type = response.headers.get('Content-Type')
  if (type !== 'application/problem+json') throw new Error(`A refusal is problem+json, not ${type}: ${response.status}`)
  const problem = ProblemDocument.strict().parse(await response.json())
  if (problem.status !== response.status) throw new Error('The status in the body is that of the response')
  for (const { message } of problem.problems)
    for (const sentence of [message.id, message.en])
      if (sentence.trim() === '' || /\{\w+\}|undefined|null|NaN|\[object/.test(sentence))
        throw new Error(`A sentence is not filled in: ${sentence}`)
  return problem
}

/** The codes of a refusal in order, each with its path if it has one: `name_shape /person/name`. */
export const codesOfProblem = ({ problems }: ProblemDocument): string[] =>
  problems.map(({ code, path }) => (path === undefined ? code : `${code} ${path}`))
