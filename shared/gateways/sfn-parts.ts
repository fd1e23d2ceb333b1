import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'

/** A client of Step Functions and all that is asked of it: in a module by itself, which can be loaded late. */
export const sfnParts = () => ({ client: new SFNClient({}), ExecutionAlreadyExists, StartExecutionCommand })
