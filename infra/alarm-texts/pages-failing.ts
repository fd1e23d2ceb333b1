/** Alarm pages-ServerErrors. */
export const pagesFailing =
  'The public sees an error instead of the attainment page or a report. No figure is wrong: the pages only read issues. ' +
  'Look for the path in the log of the pages function.'
