import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'

/** A client of Step Functions and its command, in a module of their own that can be loaded late. */
export const sfnParts = () => ({ client: new SFNClient({}), ExecutionAlreadyExists, StartExecutionCommand })
