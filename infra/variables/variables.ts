import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { readArgs, runCommand, usageRefusal } from '../command-line.ts'
import { CommandRefusal } from '../command-refusal.ts'
import { writeExportLines } from './shell-text.ts'

const usage = `eval "$(npm run --silent variables -- ENVIRONMENT)"    set the environment of a deployment's function in this shell
  ENVIRONMENT      dev or prod
  --function NAME  whose environment (api)
  --help           print this help
Needs AWS_REGION, and AWS credentials that may read the function.`

await runCommand(async (args) => {
  const { values, positionals } = readArgs(usage, {
    args,
    allowPositionals: true,
    options: { function: { type: 'string', default: 'api' }, help: { type: 'boolean', default: false } },
  })
  if (values.help) return console.log(usage)
  const [environment] = positionals
  if (environment === undefined || positionals.length > 1) throw usageRefusal(usage, 'Name one environment.')
  const FunctionName = `capaian-${environment}-${values.function}`
  const { Environment } = await new LambdaClient({})
    .send(new GetFunctionConfigurationCommand({ FunctionName }))
    .catch((error: unknown) => {
      if (error instanceof Error && error.name !== 'Error')
        throw new CommandRefusal(`${FunctionName} cannot be read (${error.name}): ${error.message}`)
      throw error
    })
  console.log(writeExportLines(Environment?.Variables ?? {}))
})
