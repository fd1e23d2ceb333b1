import type { IConstruct } from 'constructs'

/** The context under which a first deployment leaves what it makes unprotected. */
export const unprotectedKey = 'unprotected'

/**
 * Whether a stack and what it holds refuse to be deleted. Only not in a first deployment: one that fails is rolled back, and
 * what refuses to go would stay behind, billed and in the way of the next try.
 */
export const isProtected = (scope: IConstruct): boolean => scope.node.tryGetContext(unprotectedKey) === undefined
