/** Alarm webhooks-Doors-Refused fires when more calls than this are refused in five minutes. */
export const mostRefused = 100
export const partnerCallsRefused =
  'More than a hundred calls in five minutes failed verification as a partner’s. Either somebody is probing, or a partner ' +
  'signs with an expired secret. The log, by reason, and the list of the partner’s calls say which.'
