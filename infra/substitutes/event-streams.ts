const readNothing = () => {
  throw new Error('No command of ours is answered by a stream of events')
}

/** Replaces `@smithy/core/event-streams`, which the S3 client needs only to select from objects. */
export { readNothing as EventStreamSerde, readNothing as eventStreamSerdeProvider }
export const resolveEventStreamSerdeConfig = <T>(config: T): T => config
