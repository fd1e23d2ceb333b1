/** The media type of an Excel workbook, in a file of its own: the pages need it without loading the renderer. */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
