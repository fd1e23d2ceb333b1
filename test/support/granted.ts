import type { Use } from './aws-uses.ts'
import type { Resources } from './stack-rules.ts'

type Statement = { Effect: string; Action: string | string[]; Resource: unknown; Condition?: object }

/** The name of a resource in a use; undefined for resources that the application's own calls do not use. */
function calledAs(resource: unknown, condition: object | undefined): string | undefined {
  const text = JSON.stringify(resource)
  const limit = JSON.stringify(condition ?? {})
  const [, index] = /index\/(\w+)/.exec(text) ?? []
  if (text.includes('FnGetAttTable')) return index ?? 'table'
  const [, prefix] = /"\/(\w+)\/\*"/.exec(text) ?? /"s3:prefix":"(\w+)\/\*"/.exec(limit) ?? []
  if (prefix) return prefix
  if (text.includes('FnGetAttKey')) return ''
  if (text.includes('stateMachine') || text.includes('identity/') || text.includes('configuration-set/')) return ''
  return undefined
}

/**
 * The uses that the role of each function allows, by the function's name. Logs, queues and the key through
 * another service are left to AWS.
 */
export function grantedTo(stacks: Record<string, Resources>): Map<string, Set<Use>> {
  const all = Object.values(stacks)
  return new Map(
    all.flatMap((stack) =>
      Object.values(stack)
        .filter(({ Type }) => Type === 'AWS::Lambda::Function')
        .map(({ Properties }) => {
          const role: string = Properties.Role['Fn::GetAtt'][0]
          const name: string = Properties.FunctionName.replace(/^capaian-[a-z]+-/, '')
          return [name, new Set(statementsOf(stack, role).flatMap(usesOf))]
        }),
    ),
  )
}

const statementsOf = (stack: Resources, role: string): Statement[] =>
  Object.values(stack)
    .filter(
      ({ Type, Properties }) => Type === 'AWS::IAM::Policy' && JSON.stringify(Properties.Roles).includes(`"${role}"`),
    )
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)

const usesOf = ({ Effect, Action, Resource, Condition }: Statement): Use[] =>
  Effect !== 'Allow' || JSON.stringify(Condition ?? {}).includes('kms:ViaService')
    ? []
    : [Resource].flat().flatMap((resource) => {
        const name = calledAs(resource, Condition)
        return name === undefined ? [] : [Action].flat().map((action) => `${action} ${name}`.trim())
      })
