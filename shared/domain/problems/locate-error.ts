/** Returns where an error was thrown. The log must not hold its message, which may quote a person's input. */
export const locateError = ({ message, stack = '' }: Error): string =>
  stack
    .replace(message, '')
    .split('\n')
    .find((line) => line.trim().startsWith('at '))
    ?.trim() ?? ''
