/** Alarm mail-FailuresNotEmpty. */
export const mailWorkGivenUp =
  'Handling an event of SES about our mails (delivered, bounced), or the check for the monthly report, failed after all ' +
  'retries. Mails that arrived may look undelivered, and we may keep writing to addresses that bounce. The message in the queue ' +
  'names the function and the error, and holds the event. Fix the cause, give the event to the function again, then ' +
  'delete the message, which may hold an address.'
