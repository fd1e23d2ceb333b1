import type { Resources } from './stack-rules.ts'

/** The part of the language of Step Functions that our machines use (docs.aws.amazon.com/step-functions, "States"). */
type State = {
  Type: string
  Next?: string
  End?: boolean
  OutputPath?: string | null
  ResultPath?: string | null
  Parameters?: { FunctionName: string; Payload: object }
  Retry?: { ErrorEquals: string[]; MaxAttempts: number }[]
  Choices?: { Variable: string; StringEquals: string; Next: string }[]
  Default?: string
  ItemsPath?: string
  ItemSelector?: object
  ItemProcessor?: Definition
}
export type Definition = { StartAt: string; States: Record<string, State> }

/** Calls a function by its logical name as the machine does, with JSON in and out. */
export type Invoke = (functionName: string, payload: object) => Promise<unknown>

const mostBytes = 256 * 1024

/** The definition of a machine by name, with logical names instead of the values that CloudFormation fills in. */
export function definitionOf(stacks: Record<string, Resources>, name: string): Definition {
  const machine = Object.values(stacks)
    .flatMap((stack) => Object.values(stack))
    .find(({ Type, Properties }) => Type === 'AWS::StepFunctions::StateMachine' && Properties.StateMachineName === name)
  const pieces: unknown[] = machine?.Properties.DefinitionString['Fn::Join'][1] ?? []
  return JSON.parse(
    pieces.map((piece) => (typeof piece === 'string' ? piece : Object.values(piece ?? {}).flat()[0])).join(''),
  )
}

/** The faults of a definition: states that cannot be reached, lead nowhere, or are not retried. */
export function flaws({ StartAt, States }: Definition): string[] {
  const ledTo = new Set([StartAt])
  const wrong: string[] = []
  for (const [name, state] of Object.entries(States)) {
    const onwards = [state.Next, state.Default, ...(state.Choices ?? []).map(({ Next }) => Next)]
    for (const next of onwards) if (next !== undefined) ledTo.add(next)
    if (!onwards.some(Boolean) && !state.End) wrong.push(`${name} leads nowhere`)
    if (state.Type === 'Task' && !state.Retry?.some(({ ErrorEquals }) => ErrorEquals.includes('States.ALL')))
      wrong.push(`${name} is not tried again`)
    if (state.ItemProcessor) wrong.push(...flaws(state.ItemProcessor))
  }
  for (const name of ledTo) if (!States[name]) wrong.push(`${name} is not there`)
  for (const name of Object.keys(States)) if (!ledTo.has(name)) wrong.push(`nothing leads to ${name}`)
  return wrong
}

/**
 * Runs a definition as Step Functions does: items of a map in parallel and any order, failed tasks as often as they
 * allow (without pauses). Fails when a state passes on anything that is not JSON or too long.
 */
export async function execute(definition: Definition, input: object, invoke: Invoke): Promise<unknown> {
  let data: unknown = input
  let name: string | undefined = definition.StartAt
  while (name !== undefined) {
    const state: State = findState(definition, name)
    const next: string | undefined = state.Type === 'Choice' ? chooseNext(state, data) : state.Next
    if (state.Type !== 'Choice') data = passedOn(state, data, await resultOf(state, data, invoke))
    if (JSON.stringify(data).length > mostBytes) throw new Error(`${name} passes on too much`)
    name = next
  }
  return data
}

const findState = ({ States }: Definition, name: string): State => {
  const state = States[name]
  if (!state) throw new Error(`There is no state ${name}`)
  return state
}

function chooseNext({ Choices = [], Default }: State, data: unknown): string | undefined {
  return Choices.find(({ Variable, StringEquals }) => at(Variable, data) === StringEquals)?.Next ?? Default
}

async function resultOf(state: State, data: unknown, invoke: Invoke): Promise<unknown> {
  if (state.Parameters) {
    const { FunctionName, Payload } = state.Parameters
    const most = Math.max(0, ...(state.Retry ?? []).map(({ MaxAttempts }) => MaxAttempts))
    return { Payload: await runWithRetries(() => invoke(FunctionName, fillTemplate(Payload, data)), most) }
  }
  const { ItemProcessor, ItemSelector } = state
  const items = at(state.ItemsPath ?? '$', data)
  if (!ItemProcessor || !Array.isArray(items)) throw new Error(`${state.Type} is not understood`)
  const came = new Map<number, unknown>()
  const shuffled = items.map((item: unknown, i) => ({ item, i })).toSorted(() => Math.random() - 0.5)
  await Promise.all(
    shuffled.map(async ({ item, i }) => {
      came.set(i, await execute(ItemProcessor, ItemSelector ? fillTemplate(ItemSelector, data, item) : {}, invoke))
    }),
  )
  return items.map((_, i) => came.get(i) ?? null)
}

async function runWithRetries(attempt: () => Promise<unknown>, again: number): Promise<unknown> {
  try {
    return JSON.parse(JSON.stringify((await attempt()) ?? null))
  } catch (error) {
    if (again === 0) throw error
    return runWithRetries(attempt, again - 1)
  }
}

function passedOn({ ResultPath = '$', OutputPath = '$' }: State, data: unknown, result: unknown): unknown {
  const whole =
    ResultPath === null ? data : ResultPath === '$' ? result : { ...Object(data), [ResultPath.slice(2)]: result }
  return OutputPath === null ? {} : at(OutputPath, whole)
}

/** Replaces the paths of a template by their values in the input and in the current item of a map. */
function fillTemplate(template: object, data: unknown, item?: unknown): object {
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) => {
      if (!name.endsWith('.$')) return [name, value]
      return [name.slice(0, -2), value === '$$.Map.Item.Value' ? item : at(`${value}`, data)]
    }),
  )
}

/** The value at a path. As in Step Functions, a path without a value is an error. */
function at(path: string, data: unknown): unknown {
  const names = path.split('.').slice(1)
  return names.reduce<unknown>((value, name) => {
    const found: unknown = Object(value)[name]
    if (found === undefined) throw new Error(`${path} finds nothing`)
    return found
  }, data)
}
