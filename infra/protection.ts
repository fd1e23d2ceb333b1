import type { IConstruct } from 'constructs'

/** The context under which a first deployment leaves what it makes unprotected. */
export const unprotectedKey = 'unprotected'

/**
 * Whether a stack and its contents are protected from deletion. In a first deployment they are not: a failed one is
 * rolled back, and protected resources would stay behind, billed and in the way of the next try.
 */
export const isProtected = (scope: IConstruct): boolean => scope.node.tryGetContext(unprotectedKey) === undefined
