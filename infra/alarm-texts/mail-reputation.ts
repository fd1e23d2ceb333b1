/**
 * The shares of mails at which AWS puts an account under review. At twice this share of bounces, or five times this
 * share of complaints, it may stop all mail. From the developer guide of SES, "Monitoring your sender reputation".
 */
export const mostBounced = 0.05
export const mostComplained = 0.001

/** Alarms mail-BounceRate and mail-ComplaintRate. */
export const reputationAtRisk =
  'Too many of our latest mails bounced or were reported as spam. AWS may stop all our mail, even sign-in codes. GET ' +
  '/v1/recipients says which offices are paused and why. Correct their addresses, and remove offices that do not want ' +
  'the report.'
