/** Replaces zod's English error texts. `shared/domain/problems/` words refusals from codes alone. */
export default () => ({ localeError: () => 'Invalid' })
