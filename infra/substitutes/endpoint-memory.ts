/**
 * Replaces `mnemonist/lru-cache`, in which the DynamoDB client remembers discovered endpoints. We do not enable
 * discovery.
 */
export default class EndpointMemory<K, V> extends Map<K, V> {
  constructor(_capacity: number) {
    super()
  }
}
