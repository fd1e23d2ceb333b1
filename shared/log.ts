type LogFields = Record<string, string | number | boolean | undefined>

/** Writes one line of JSON. Fields are ids, codes and counts; never names, identity numbers, bodies or queries. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, fields?: LogFields) => void

export const jsonLog =
  (write: (line: string) => void, now: () => Date): Log =>
  (level, message, fields = {}) =>
    write(JSON.stringify({ at: now().toISOString(), level, message, ...fields }))

type Level = Parameters<Log>[0]

/**
 * Writes objects by level, as the `console` of a function on Lambda wants them. In its JSON format, Lambda makes an object one
 * line, under a time, level and request id of its own. A line of text would become JSON within JSON, and each level "INFO".
 */
export const objectLog =
  (sink: Record<Level, (line: object) => void>): Log =>
  (level, message, fields = {}) =>
    sink[level]({ message, ...fields })
