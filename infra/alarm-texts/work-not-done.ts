/** Alarms jobs-Sweep-Errors and jobs-Sweep-DidNotRun. */
export const sweepFailed =
  'Work that was accepted and is due (partner events to apply, mails to send) is waiting. Nothing is lost. The log of the ' +
  'sweep function names the queues that it could not process and where it failed. Fix that; the next run continues.'

/** Alarm jobs-Sweep-OldestOverdue fires when the oldest due work has waited longer than this. */
export const mostOverdueSeconds = 600
export const workOverdue =
  'Accepted work has been due for more than ten minutes. The log of the sweep function says of which kind and whose. ' +
  'Either more work arrives than is done, or no function handles that kind.'

/** Alarm jobs-Sweep-Parked. */
export const workParked =
  'Accepted work failed too often, or cannot be done, and waits for a person. The log of the sweep function says which ' +
  'kind, whose and why (Something waits for a person). Fix the cause, then replay what is parked. Kind recipient: an ' +
  'office whose mail bounced or that unsubscribed. GET /v1/recipients names it and says why (pauseReason); correct its ' +
  'address and resume it, or pause it by hand. Kind conflict: a partner reported the same event twice with different ' +
  'content. See GET /v1/partners/{code}/conflicts.'
