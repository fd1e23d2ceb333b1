import type { IConstruct } from 'constructs'

/** The context with which a first deployment leaves its resources unprotected. */
export const unprotectedKey = 'unprotected'

/**
 * Whether a stack and its contents are protected from deletion. In a first deployment they are not. If that deployment
 * fails, CloudFormation rolls it back. Protected resources would then stay behind, billed and in the way of the next
 * try.
 */
export const isProtected = (scope: IConstruct): boolean => scope.node.tryGetContext(unprotectedKey) === undefined
