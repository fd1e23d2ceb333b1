/** Alarm jobs-CloseMonth-DidNotRun. */
export const monthNotClosed =
  'Last month is still open or has no issue, so its report cannot go out. If the log says that a recount differs, repair ' +
  'the named cells first. Then invoke the function again: it continues where it stopped.'

/** Alarm jobs-FailuresNotEmpty. */
export const jobGivenUp =
  'A scheduled job failed after all retries and will not run again before its next time: a month is not closed or has no ' +
  'issue, or counters were not checked or differ. The message in the queue names the function and the error. Fix the ' +
  'cause, invoke the function, then delete the message.'
