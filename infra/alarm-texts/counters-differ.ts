/** Alarm jobs-Recount-DidNotRun. */
export const recountFailed =
  'The nightly recount did not compare counters with the sum of their entries, so do not rely on figures. Invoke the ' +
  'function again.'

/** Alarm jobs-Recount-Differing. */
export const countersDiffer =
  'Counters differ from the sum of their entries. No report is issued until they agree. GET /v1/months/{month} lists the ' +
  'cells; POST /v1/repairs sets a cell to what its entries say and logs both values.'

/** Alarms jobs-FullRecount-MachineFailed and jobs-FullRecount-MachineTimedOut. */
export const fullRecountGivenUp =
  'The full recount stopped, or found counters that differ from their entries, so figures cannot be relied on. The ' +
  'execution shows which step failed, and the log of the recount function names month, area and counter. Repair what ' +
  'differs, or fix what stopped the step, and start the machine again: counting changes nothing.'
