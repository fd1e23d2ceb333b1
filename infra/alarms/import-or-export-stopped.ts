/** How often a state machine retries a step. */
export const mostRetries = 6

/** Alarm machine-Export-Errors. */
export const exportStepFailed =
  'Writing the file of an export failed; the log of the export function has the reason. The state machine starts again, up ' +
  `to ${mostRetries} times, while the requester waits. Do nothing unless the alarm of the machine itself says that the ` +
  'export was given up.'

/** Alarm machine-Import-Errors. */
export const importStepFailed =
  'A step of an import failed; the log of the import function has the reason. The state machine retries the step, up to ' +
  `${mostRetries} times, and each part continues at its checkpoint. Do nothing unless the alarm of the machine itself says ` +
  'that the import was given up.'

/** Alarms machine-MachineFailed and machine-MachineTimedOut. */
export const jobMachineGaveUp =
  'An import or export was given up. An import is left half done: what it wrote stays, the rest is missing, and nothing ' +
  'is lost or doubled. Find the reason in the log of the import function, fix it, and request the step again (POST ' +
  '/v1/imports/{id}/validations, confirmations or undoings, with a new Idempotency-Key), or start the machine again with ' +
  'the same input: the import continues at its checkpoints. An export has no file: fix what the log of the export ' +
  'function says, then start the machine again with the same input, or let the requester ask again.'
