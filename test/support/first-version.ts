/** The header with which a change names the first version. */
export const version = { headers: { 'If-Match': '"1"' } }
