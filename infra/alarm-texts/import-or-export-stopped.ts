/** Alarms machine-MachineFailed and machine-MachineTimedOut. */
export const jobMachineGaveUp =
  'An import or export stopped. If it is an import, the rows that it wrote stay, the others are missing, and no row is ' +
  'counted twice. Find the reason in the log of the import function, fix it, and request the step again (POST ' +
  '/v1/imports/{id}/validations, confirmations or undoings, with a new Idempotency-Key), or start the machine again with ' +
  'the same input: the import continues at its checkpoints. An export has no file: fix what the log of the export ' +
  'function says, then start the machine again with the same input, or let the requester ask again.'
