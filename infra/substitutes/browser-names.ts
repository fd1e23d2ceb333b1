/** Takes the place of `bowser`, by which the SDK names the browser that it runs in. */
export default {}
