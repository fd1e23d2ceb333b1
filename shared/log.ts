type LogFields = Record<string, string | number | boolean | undefined>

/** Writes one line of JSON. Fields are ids, codes and counts; never names, identity numbers, bodies or queries. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, fields?: LogFields) => void

export const jsonLog =
  (write: (line: string) => void, now: () => Date): Log =>
  (level, message, fields = {}) =>
    write(JSON.stringify({ at: now().toISOString(), level, message, ...fields }))

/** Returns where an error was thrown. The log must not hold its message, which may quote a person's input. */
export const locateError = ({ message, stack = '' }: Error): string =>
  stack
    .replace(message, '')
    .split('\n')
    .find((line) => line.trim().startsWith('at '))
    ?.trim() ?? ''
