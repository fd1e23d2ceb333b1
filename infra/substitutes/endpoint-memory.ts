/** Replaces `mnemonist/lru-cache`, which the DynamoDB client needs only for endpoint discovery. We do not enable that. */
export default class EndpointMemory<K, V> extends Map<K, V> {
  constructor(_capacity: number) {
    super()
  }
}
