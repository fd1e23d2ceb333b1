/**
 * Takes the place of `mnemonist/lru-cache`, in which the DynamoDB client remembers endpoints that it has discovered. It
 * discovers none unless it is told to, and we do not tell it.
 */
export default class EndpointMemory<K, V> extends Map<K, V> {
  constructor(_capacity: number) {
    super()
  }
}
