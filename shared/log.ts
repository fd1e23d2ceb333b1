type LogFields = Record<string, string | number | boolean | undefined>

/** Writes one line of JSON. Fields are ids, codes and counts, and never names, identity numbers, bodies or queries. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, fields?: LogFields) => void

export const jsonLog =
  (write: (line: string) => void, now: () => Date): Log =>
  (level, message, fields = {}) =>
    write(JSON.stringify({ at: now().toISOString(), level, message, ...fields }))

type Level = Parameters<Log>[0]

/**
 * Writes objects by level, in the form that the `console` of a function on Lambda needs. With the log format JSON,
 * Lambda turns an object into one line with a time, level and request id. A line of text would become JSON within JSON,
 * and each level would become "INFO".
 */
export const objectLog =
  (sink: Record<Level, (line: object) => void>): Log =>
  (level, message, fields = {}) =>
    sink[level]({ message, ...fields })
