type LogFields = Record<string, string | number | boolean | undefined>

/** Writes one line of JSON. Fields are ids, codes and numbers: never names, numbers of persons, bodies or queries. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, fields?: LogFields) => void

export const jsonLog =
  (write: (line: string) => void, now: () => Date): Log =>
  (level, message, fields = {}) =>
    write(JSON.stringify({ at: now().toISOString(), level, message, ...fields }))

/** Where an error was thrown. Its message stays out of the log: it may quote what a person entered. */
export const locateError = ({ message, stack = '' }: Error): string =>
  stack
    .replace(message, '')
    .split('\n')
    .find((line) => line.trim().startsWith('at '))
    ?.trim() ?? ''
