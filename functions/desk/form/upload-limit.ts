/** The largest file that a form takes. Lambda accepts 6 MB per request, and base64 makes a file a third larger. */
export const mostUploadMegabytes = 4
export const mostUploadBytes = mostUploadMegabytes * 1024 * 1024
