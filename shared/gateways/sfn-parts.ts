import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'

/** A client of Step Functions and its command, in a separate module that can be loaded late. */
export const sfnParts = () => ({ client: new SFNClient({}), ExecutionAlreadyExists, StartExecutionCommand })
