/** Alarm jobs-Recount-TroubledPartners. */
export const partnerTroubled =
  'A partner needs attention: a fifth of its calls was refused, an event waits for six hours, or it is quiet, so P7 may be ' +
  'out of date. The log of the recount function names each partner with its numbers (A partner needs attention).'
