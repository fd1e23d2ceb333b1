/** Replaces `bowser`, with which the SDK detects its browser. Functions run in no browser. */
export default {}
