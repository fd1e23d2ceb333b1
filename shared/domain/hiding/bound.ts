/** Groups of fewer people than this are hidden from the public, and so are changes by fewer. */
export const smallest = 5

export const largestSmall = smallest - 1
