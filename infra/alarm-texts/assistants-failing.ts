/** Alarm pages-Assistants-ServerErrors. */
export const assistantsFailing =
  'Assistants get no figures. The pages are not affected and no figure is wrong: the function only reads issues. ' +
  'Look for the tool in the log of the mcp function.'
