/** Goes up when the text of an output changes: an issue keeps the version that it was made with. */
export const rendererVersion = '2'
