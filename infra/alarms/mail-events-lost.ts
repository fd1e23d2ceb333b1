/** Alarm mail-MailEvents-Errors. */
export const mailEventsLost =
  'We fail to record what SES reports about our mails (delivered, bounced). Mails that arrived look undelivered, and we ' +
  'keep writing to addresses that bounce. SNS and Lambda retry each event; what still fails lies in the failure queue of ' +
  'the mail stack. Fix what the log says and give those events to the function again; repeating one does no harm.'

/** Alarm mail-FailuresNotEmpty. */
export const mailWorkGivenUp =
  'Events about mails, or the check for the monthly report, failed after all retries. The message in the queue names the ' +
  'function and the error, and holds the event. Fix the cause, give the event to the function again, then delete the ' +
  'message, which may hold an address.'
