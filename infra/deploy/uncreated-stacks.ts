import {
  type CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation'

/**
 * The states of a stack whose first deployment failed. Such a stack has no resources, and the CDK deletes it before it
 * tries again.
 */
const failures = ['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED', 'DELETE_COMPLETE', 'REVIEW_IN_PROGRESS']

/** Whether a stack was never created: it does not exist, or its first deployment failed. */
export async function wasNeverCreated(client: CloudFormationClient, name: string): Promise<boolean> {
  const status = await readStatus(client, name)
  return status === undefined || failures.includes(status)
}

/** Removes the protection of a stack that was never created, so that the CDK can delete it. */
export async function unprotectUncreated(client: CloudFormationClient, name: string): Promise<void> {
  if ((await readStatus(client, name)) === undefined) return
  await client.send(new UpdateTerminationProtectionCommand({ StackName: name, EnableTerminationProtection: false }))
}

/** Returns the status of a stack, or undefined if no stack has this name. */
async function readStatus(client: CloudFormationClient, StackName: string): Promise<string | undefined> {
  try {
    return (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.StackStatus
  } catch (error) {
    if (error instanceof CloudFormationServiceException && /does not exist/.test(error.message)) return undefined
    throw error
  }
}
