/** Takes the place of zod's English error texts: refusals are worded by `shared/domain/problems/`, from codes alone. */
export default () => ({ localeError: () => 'Invalid' })
