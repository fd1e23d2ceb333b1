// Each contrasts by at least 4.5 to 1 with white. The style sheet of mails replaces them on a dark background.
export const ink = '#17212b'
export const muted = '#55606b'
export const hairline = '#d9dee3'
export const first = '#0b6e75'
export const contrast = '#b3401a'
