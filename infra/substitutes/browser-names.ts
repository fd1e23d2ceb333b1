/** Replaces `bowser`, by which the SDK finds the name of the browser in which it runs. */
export default {}
