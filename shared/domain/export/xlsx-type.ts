/**
 * The media type of an Excel workbook. It has its own file, so that the pages can use it without loading the renderer.
 */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
