// Colours that hold on a white and, by the classes of mails, on a dark ground: at least 4.5 to 1 each.
export const ink = '#17212b'
export const muted = '#55606b'
export const rule = '#d9dee3'
export const first = '#0b6e75'
export const contrast = '#b3401a'
