/** Alarm jobs-Recount-SilentPartners. */
export const partnerSilent =
  'A partner that used to report loans has not called for seven days, so P7 may be out of date. The log of the recount ' +
  'function names it (A partner is silent). Ask the partner whether its connection, its key or its business has stopped.'
