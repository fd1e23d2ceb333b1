/** The media type of an Excel workbook, apart from what it is made of: the pages load little to say it. */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
