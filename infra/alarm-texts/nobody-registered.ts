/** Alarm api-Service-NoRegistered. */
export const nobodyRegistered =
  'Neither the desk nor the API registered anybody on a whole working day (07:00 to 07:00). Either the offices are closed, ' +
  'or forms do not reach us. Try to sign in and register somebody, and look for refusals in the logs of desk and api.'
