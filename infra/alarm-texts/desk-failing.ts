/** Alarm desk-ServerErrors. */
export const deskFailing =
  'Officers see an error instead of a page. Whatever the desk confirmed is stored; a form that is sent again is stored ' +
  'once. Look for the request in the log of the desk function.'
