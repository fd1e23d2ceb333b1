/** Alarm jobs-Recount-TrailFaults. */
export const trailAltered =
  'Events of the trail are not as they were sealed: one was removed, altered or added afterwards, or a reason was emptied ' +
  'of a person whom nobody erased. The log of the recount function names the day, the event and the member.'
