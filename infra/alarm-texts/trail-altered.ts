/** Alarm jobs-Recount-TrailFaults. */
export const trailAltered =
  'Events of the trail are not as they were sealed: one was removed, altered or added afterwards, or its reason was ' +
  'emptied although its member was not erased. The log of the recount function names the day, the event and the member.'
