/** Alarm webhooks-ServerErrors. */
export const partnerCallsFailing =
  'Partners get an error or no answer when they report loans. Whatever was answered with 2xx is stored and will be ' +
  'applied; partners send the rest again. Look for the call in the log of the webhooks function.'
