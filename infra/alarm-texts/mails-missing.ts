/**
 * Alarms mail-Watchdog-Errors and mail-Watchdog-DidNotRun: the watchdog fails when the report or its mails are missing.
 */
export const mailsMissing =
  'The monthly report that was due has not gone out, or it is unknown whether it has. The log of the watchdog function ' +
  'says which: no issue, no mailing, missing mails, or no events about them. If the watchdog did not run, there is no log: start with ' +
  'GET /v1/months/{month}/issues. It lists the issues, and …/{number}/deliveries the mails of one. If there is no ' +
  'issue, invoke close-month; if mails wait, look at the alarms of sweep.'
