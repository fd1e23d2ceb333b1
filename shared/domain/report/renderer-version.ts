/** Raise this when the text of an output changes. An issue keeps the version it was made with. */
export const rendererVersion = '3'
