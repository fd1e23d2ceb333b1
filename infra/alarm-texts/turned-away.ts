/** Alarm watch-RunsTurnedAway. */
export const runsTurnedAway =
  'Lambda turned runs away, because as many functions ran at once as the account allows. Callers got 503, and what was ' +
  'started by an event or by the clock waits and is tried again. The dashboard shows which functions run. Raise the limit ' +
  '(Service Quotas, Lambda concurrent executions), or find the loop.'

/** Alarms watch-ReadsTurnedAway and watch-WritesTurnedAway. */
export const tableTurnedAway =
  'The table turned reads or writes away. They were tried again, so people wait, and some callers got 503. Either the load ' +
  'exceeds maxUnits, or too many requests use one key. Raise maxUnits if the load is real.'
