/** Alarm api-ServerErrors. */
export const apiFailing =
  'Callers get an error or no answer, so registrations and stages may go unrecorded. Whatever was answered with 2xx is ' +
  'stored. Look for the request in the log of the api function.'
