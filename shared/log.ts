type LogFields = Record<string, string | number | boolean | undefined>

/** Writes one line of JSON. Fields are ids, codes and counts; never names, identity numbers, bodies or queries. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, fields?: LogFields) => void

export const jsonLog =
  (write: (line: string) => void, now: () => Date): Log =>
  (level, message, fields = {}) =>
    write(JSON.stringify({ at: now().toISOString(), level, message, ...fields }))
